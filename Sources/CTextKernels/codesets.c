#include "codesets.h"

#include <string.h>

/* A slot without a code; the code of this number is remembered apart. */
#define FREE UINT32_MAX

/* With three to six slots for a code most find their own free, which a processor foresees. */
static unsigned table_bits(size_t count) {
  unsigned bits = 4;
  while (((size_t)1 << bits) < 3 * count && bits < 31) bits++;
  return bits;
}

/* The last codes may stand behind the place that their first bits give. */
size_t codeset_room(size_t count) { return ((size_t)1 << table_bits(count)) + 64 + count / 16 * 16; }

static inline uint32_t code_at(const uint8_t *codes, size_t index) {
  uint32_t code;
  memcpy(&code, codes + 4 * index, sizeof code);
  return code;
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Counts on from left[i] and right[j], one code of each at a time. */
static size_t count_rest(const uint8_t *left, size_t i, size_t left_count, const uint8_t *right, size_t j,
                         size_t right_count) {
  size_t shared = 0;
  while (i < left_count && j < right_count) {
    uint32_t a = code_at(left, i), b = code_at(right, j);
    shared += a == b;
    i += a <= b;
    j += b <= a;
  }
  return shared;
}

static size_t plain_compact(const uint32_t *table, size_t slots, uint32_t *codes) {
  size_t kept = 0;
  for (size_t slot = 0; slot < slots; slot++) {
    if (table[slot] != FREE) codes[kept++] = table[slot];
  }
  return kept;
}

typedef uint32_t codes4 __attribute__((vector_size(16)));

static inline codes4 four_at(const uint8_t *codes, size_t index) {
  codes4 loaded;
  memcpy(&loaded, codes + 4 * index, sizeof loaded);
  return loaded;
}

/* Four codes of each are compared with each other at a time: Lemire, Boytsov and Kurz 2016, "SIMD compression and the
   intersection of sorted integers", 4. */
static ptrdiff_t plain_shared(const uint8_t *left, size_t left_count, const uint8_t *right, size_t right_count,
                              size_t needed) {
  size_t i = 0, j = 0, shared = 0;
  while (i + 4 <= left_count && j + 4 <= right_count) {
    codes4 found = {0};
    for (int step = 0; step < 64 && i + 4 <= left_count && j + 4 <= right_count; step++) {
      codes4 a = four_at(left, i), b = four_at(right, j);
      found -= (codes4)((a == b) | (a == __builtin_shufflevector(b, b, 1, 2, 3, 0)) |
                        (a == __builtin_shufflevector(b, b, 2, 3, 0, 1)) |
                        (a == __builtin_shufflevector(b, b, 3, 0, 1, 2)));
      uint32_t last_a = code_at(left, i + 3), last_b = code_at(right, j + 3);
      i += last_a <= last_b ? 4 : 0;
      j += last_b <= last_a ? 4 : 0;
    }
    shared += (size_t)found[0] + found[1] + found[2] + found[3];
    if (shared + least(left_count - i, right_count - j) < needed) return -1;
  }
  shared += count_rest(left, i, left_count, right, j, right_count);
  return shared < needed ? -1 : (ptrdiff_t)shared;
}

static size_t (*chosen_compact)(const uint32_t *, size_t, uint32_t *) = plain_compact;
static ptrdiff_t (*chosen_shared)(const uint8_t *, size_t, const uint8_t *, size_t, size_t) = plain_shared;

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,popcnt")))

TARGET static size_t avx512_compact(const uint32_t *table, size_t slots, uint32_t *codes) {
  size_t kept = 0;
  for (size_t slot = 0; slot < slots; slot += 16) {
    __m512i found = _mm512_loadu_si512(table + slot);
    __mmask16 taken = _mm512_cmpneq_epi32_mask(found, _mm512_set1_epi32(-1));
    unsigned count = (unsigned)__builtin_popcount(taken);
    __mmask16 first = (__mmask16)((1u << count) - 1);
    _mm512_mask_storeu_epi32(codes + kept, first, _mm512_maskz_compress_epi32(taken, found));
    kept += count;
  }
  return kept;
}

/* Sixteen codes of the left are compared with those of the right that are not above them, one after the other. */
TARGET static ptrdiff_t avx512_shared(const uint8_t *left, size_t left_count, const uint8_t *right,
                                      size_t right_count, size_t needed) {
  size_t i = 0, j = 0, shared = 0;
  while (i + 16 <= left_count && j < right_count) {
    __m512i codes = _mm512_loadu_si512(left + 4 * i);
    uint32_t last = code_at(left, i + 15);
    __mmask16 found = 0;
    for (; j < right_count && code_at(right, j) <= last; j++)
      found |= _mm512_cmpeq_epi32_mask(codes, _mm512_set1_epi32((int)code_at(right, j)));
    shared += (size_t)__builtin_popcount(found);
    i += 16;
    if (shared + least(left_count - i, right_count - j) < needed) return -1;
  }
  shared += count_rest(left, i, left_count, right, j, right_count);
  return shared < needed ? -1 : (ptrdiff_t)shared;
}

__attribute__((constructor)) static void choose(void) {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("popcnt")) return;
  chosen_compact = avx512_compact;
  chosen_shared = avx512_shared;
}

#endif

/* Each code goes to the slot that its first bits give, or behind it: what stands there and is larger moves up, so that
   the table is sorted at any time. */
ptrdiff_t codeset_make(uint32_t *codes, size_t count, uint32_t *table) {
  size_t slots = codeset_room(count);
  unsigned shift = 32 - table_bits(count);
  size_t steps = 0;
  int has_last = 0;
  memset(table, 0xFF, slots * sizeof *table);
  for (size_t i = 0; i < count; i++) {
    uint32_t code = codes[i];
    size_t home = code >> shift, slot = home;
    has_last |= code == FREE;
    while (code != FREE && slot < slots) {
      uint32_t there = table[slot];
      if (there == code) break;
      table[slot++] = there < code ? there : code;
      code = there < code ? code : there;
    }
    steps += slot - home;
    if (slot == slots || steps > 16 * count + slots) return -1;
  }
  size_t kept = chosen_compact(table, slots, codes);
  if (has_last) codes[kept++] = FREE;
  return (ptrdiff_t)kept;
}

ptrdiff_t codeset_shared(const uint8_t *left, size_t left_count, const uint8_t *right, size_t right_count,
                         size_t needed) {
  return chosen_shared(left, left_count, right, right_count, needed);
}
