#include "classes.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#if defined(__SSE2__)

static inline uint64_t bits(__m128i a, __m128i b, __m128i c, __m128i d) {
  uint64_t low = (uint32_t)_mm_movemask_epi8(a) | (uint32_t)_mm_movemask_epi8(b) << 16;
  uint64_t high = (uint32_t)_mm_movemask_epi8(c) | (uint32_t)_mm_movemask_epi8(d) << 16;
  return low | high << 32;
}

/// High bits where a byte is one of `count` from `first` on.
static inline __m128i among(__m128i bytes, char first, char count) {
  // Moved so that what is looked for are the least of the signed bytes.
  __m128i moved = _mm_add_epi8(bytes, _mm_set1_epi8((char)(0x80 - first)));
  return _mm_cmplt_epi8(moved, _mm_set1_epi8((char)(0x80 + count)));
}

static inline __m128i members(__m128i bytes) {
  __m128i letters = among(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 26);
  __m128i digits = among(bytes, '0', 10);
  __m128i lines = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('_'));
  return _mm_or_si128(_mm_or_si128(letters, digits), _mm_or_si128(lines, bytes));
}

static inline ctext_classes classes_of(const uint8_t *text) {
  const __m128i *at = (const __m128i *)text;
  __m128i a = _mm_loadu_si128(at), b = _mm_loadu_si128(at + 1);
  __m128i c = _mm_loadu_si128(at + 2), d = _mm_loadu_si128(at + 3);
  ctext_classes found;
  found.members = bits(members(a), members(b), members(c), members(d));
  found.others = bits(a, b, c, d);
  return found;
}

#elif defined(__aarch64__)

/// The high bits of bytes that are all zeros or ones.
static inline uint64_t bits(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t weight = vld1q_u8(weights);
  uint8x16_t low = vpaddq_u8(vandq_u8(a, weight), vandq_u8(b, weight));
  uint8x16_t high = vpaddq_u8(vandq_u8(c, weight), vandq_u8(d, weight));
  uint8x16_t all = vpaddq_u8(low, high);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(all, all)), 0);
}

static inline uint8x16_t among(uint8x16_t bytes, uint8_t first, uint8_t count) {
  return vcltq_u8(vsubq_u8(bytes, vdupq_n_u8(first)), vdupq_n_u8(count));
}

static inline uint8x16_t members(uint8x16_t bytes) {
  uint8x16_t letters = among(vorrq_u8(bytes, vdupq_n_u8(0x20)), 'a', 26);
  uint8x16_t digits = among(bytes, '0', 10);
  uint8x16_t lines = vceqq_u8(bytes, vdupq_n_u8('_'));
  uint8x16_t others = vcgeq_u8(bytes, vdupq_n_u8(0x80));
  return vorrq_u8(vorrq_u8(letters, digits), vorrq_u8(lines, others));
}

static inline ctext_classes classes_of(const uint8_t *text) {
  uint8x16_t a = vld1q_u8(text), b = vld1q_u8(text + 16);
  uint8x16_t c = vld1q_u8(text + 32), d = vld1q_u8(text + 48), high = vdupq_n_u8(0x80);
  ctext_classes found;
  found.members = bits(members(a), members(b), members(c), members(d));
  found.others = bits(vcgeq_u8(a, high), vcgeq_u8(b, high), vcgeq_u8(c, high), vcgeq_u8(d, high));
  return found;
}

#else

static inline ctext_classes classes_of(const uint8_t *text) {
  ctext_classes found = {0, 0};
  for (int i = 0; i < 64; i++) {
    uint8_t byte = text[i], lower = byte | 0x20;
    uint64_t is_other = byte >= 0x80;
    uint64_t is_member = (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
    found.members |= (is_member | is_other) << i;
    found.others |= is_other << i;
  }
  return found;
}

#endif

void ctext_classify(const uint8_t *text, size_t blocks, ctext_classes *classes) {
  for (size_t i = 0; i < blocks; i++) classes[i] = classes_of(text + 64 * i);
}
