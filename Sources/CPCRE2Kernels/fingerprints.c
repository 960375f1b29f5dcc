/* The packed search for several literals known as Teddy (G. Langdale, in Hyperscan): the bytes of a
   text are looked up sixteen or thirty-two at a time, by a shuffle for each half of a byte. */

#include "CPCRE2Kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define BLOCK 32

__attribute__((target("avx2"))) static inline __m256i possible(__m256i bytes, const uint8_t *low,
                                                               const uint8_t *high) {
  const __m256i half = _mm256_set1_epi8(15);
  __m256i lows = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)low));
  __m256i highs = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)high));
  return _mm256_and_si256(
      _mm256_shuffle_epi8(lows, _mm256_and_si256(bytes, half)),
      _mm256_shuffle_epi8(highs, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half)));
}

__attribute__((target("avx2"))) static inline uint32_t candidates(
    const cpcre2_fingerprints *fingerprints, const uint8_t *text) {
  __m256i all = _mm256_set1_epi8(-1);
  for (int i = 0; i < CPCRE2_FINGERPRINT_BYTES; i++) {
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + i));
    all = _mm256_and_si256(all, possible(bytes, fingerprints->low[i], fingerprints->high[i]));
  }
  return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(all, _mm256_setzero_si256()));
}

int cpcre2_kernels_available(void) { return __builtin_cpu_supports("avx2"); }

#define TARGET __attribute__((target("avx2")))

#elif defined(__aarch64__)
#include <arm_neon.h>

#define BLOCK 16
#define TARGET

static inline uint32_t candidates(const cpcre2_fingerprints *fingerprints, const uint8_t *text) {
  static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t all = vdupq_n_u8(255);
  for (int i = 0; i < CPCRE2_FINGERPRINT_BYTES; i++) {
    uint8x16_t bytes = vld1q_u8(text + i);
    uint8x16_t lows = vqtbl1q_u8(vld1q_u8(fingerprints->low[i]), vandq_u8(bytes, vdupq_n_u8(15)));
    uint8x16_t highs = vqtbl1q_u8(vld1q_u8(fingerprints->high[i]), vshrq_n_u8(bytes, 4));
    all = vandq_u8(all, vandq_u8(lows, highs));
  }
  uint8x16_t bits = vandq_u8(vcgtq_u8(all, vdupq_n_u8(0)), vld1q_u8(weights));
  return (uint32_t)vaddv_u8(vget_low_u8(bits)) | (uint32_t)vaddv_u8(vget_high_u8(bits)) << 8;
}

int cpcre2_kernels_available(void) { return 1; }

#else

#define BLOCK 1
#define TARGET

static inline uint32_t candidates(const cpcre2_fingerprints *fingerprints, const uint8_t *text) {
  uint8_t all = 255;
  for (int i = 0; i < CPCRE2_FINGERPRINT_BYTES; i++)
    all &= fingerprints->low[i][text[i] & 15] & fingerprints->high[i][text[i] >> 4];
  return all != 0;
}

int cpcre2_kernels_available(void) { return 0; }

#endif

TARGET size_t cpcre2_find_fingerprints(const cpcre2_fingerprints *fingerprints, const uint8_t *text,
                                      size_t from, size_t to, uint32_t *positions, size_t capacity,
                                      size_t *resume) {
  size_t count = 0;
  size_t position = from;
  const size_t need = BLOCK + CPCRE2_FINGERPRINT_BYTES - 1;
  while (position + need <= to && count + BLOCK <= capacity) {
    uint32_t found = candidates(fingerprints, text + position);
    while (found != 0) {
      positions[count++] = (uint32_t)(position + (size_t)__builtin_ctz(found));
      found &= found - 1;
    }
    position += BLOCK;
  }
  *resume = position;
  return count;
}
