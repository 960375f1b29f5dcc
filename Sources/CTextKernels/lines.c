/* A line is read 64 bytes at a time: one bit for each byte says what it is, and all counts are taken off these bits. */

#include "lines.h"

#include <string.h>

/* All is compiled into each of the entries below, of which some may use more instructions. */
#define INLINE static inline __attribute__((always_inline))

typedef uint8_t bytes16 __attribute__((vector_size(16)));

#if defined(__x86_64__)
#include <immintrin.h>
INLINE uint64_t bits(bytes16 mask) { return (uint32_t)_mm_movemask_epi8((__m128i)mask); }
#elif defined(__aarch64__)
#include <arm_neon.h>
INLINE uint64_t bits(bytes16 mask) {
  static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t weighted = vandq_u8((uint8x16_t)mask, vld1q_u8(weights));
  return vaddv_u8(vget_low_u8(weighted)) | (uint64_t)vaddv_u8(vget_high_u8(weighted)) << 8;
}
#else
INLINE uint64_t bits(bytes16 mask) {
  uint64_t result = 0;
  for (int i = 0; i < 16; i++) result |= (uint64_t)(mask[i] & 1) << i;
  return result;
}
#endif

/* One bit for each of up to 64 bytes. */
typedef struct {
  uint64_t blank, tab, bar, colon, digit, letter;
  /* Bytes that are not ASCII; of these the ones that begin no character, those of two columns, other letters. */
  uint64_t high, inner, wide, other;
} classes;

INLINE bytes16 within(bytes16 bytes, uint8_t low, uint8_t high) {
  return (bytes16)((bytes >= low) & (bytes <= high));
}

/* Adds the classes of sixteen bytes, without the first `drop` of them. */
INLINE void classify(classes *found, bytes16 bytes, unsigned drop, unsigned shift) {
#define ADD(name, mask) found->name |= bits((bytes16)(mask)) >> drop << shift
  ADD(blank, bytes == 0x20);
  ADD(letter, within(bytes | 0x20, 'a', 'z'));
  bytes16 high = (bytes16)(bytes >= 0x80);
  bytes16 marks = (bytes16)((bytes == 0x09) | (bytes == '|')) | within(bytes, '0', ':');
  if (bits(high | marks) == 0) return;
  ADD(tab, bytes == 0x09);
  ADD(bar, bytes == '|');
  ADD(colon, bytes == ':');
  ADD(digit, within(bytes, '0', '9'));
  if (bits(high) == 0) return;
  ADD(high, high);
  ADD(inner, within(bytes, 0x80, 0xBF));
  ADD(wide, within(bytes, 0xE3, 0xED));
  ADD(other, (bytes >= 0xC3) & (bytes != 0xE2) & ~within(bytes, 0xE3, 0xED));
#undef ADD
}

INLINE classes classes_of(const uint8_t *text, size_t count, size_t before) {
  classes found = {0};
  size_t at = 0;
  bytes16 bytes;
  for (; at + 16 <= count; at += 16) {
    memcpy(&bytes, text + at, 16);
    classify(&found, bytes, 0, (unsigned)at);
  }
  size_t rest = count - at;
  if (rest > 0 && at + before >= 16 - rest) {
    /* The last sixteen bytes, some of them once more. */
    memcpy(&bytes, text + count - 16, 16);
    classify(&found, bytes, (unsigned)(16 - rest), (unsigned)at);
  } else if (rest > 0) {
    uint8_t copy[16] = {0};
    for (size_t i = 0; i < rest; i++) copy[i] = text[at + i];
    memcpy(&bytes, copy, 16);
    classify(&found, bytes, 0, (unsigned)at);
  }
  return found;
}

INLINE int32_t count(uint64_t bits) { return __builtin_popcountll(bits); }
INLINE uint64_t below(unsigned bit) { return ((uint64_t)1 << bit) - 1; }

/* Whether the gap before a byte follows the end of a sentence, as typists set it. */
static int follows_sentence(const uint8_t *line, size_t index) {
  while (index > 0 && line[index - 1] == 0x20) index--;
  if (index == 0) return 1;
  uint8_t byte = line[index - 1];
  return byte == '.' || byte == '!' || byte == '?' || byte == ':';
}

/* What the bytes before a chunk leave to it. */
typedef struct {
  /* Bits of the last two bytes: the last one is the higher. */
  uint64_t spaces;
  uint64_t in_word, digit;
  /* Whether the open word has been counted among those with a digit. */
  int is_counted;
  int has_first_word;
} carry;

INLINE void count_digit_words(line_counts *counts, carry *before, uint64_t digits, uint64_t spaces) {
  uint64_t open = before->in_word ? (spaces & (0 - spaces)) - 1 : 0;
  int is_counted = before->is_counted && spaces == 0;
  while (digits != 0) {
    uint64_t first = digits & (0 - digits);
    if (!(before->is_counted && (first & open) != 0)) counts->digit_words++;
    uint64_t beyond = spaces & ~(first - 1);
    is_counted = beyond == 0;
    digits &= beyond == 0 ? 0 : ~((beyond & (0 - beyond)) - 1);
  }
  before->is_counted = is_counted;
}

INLINE void count_chunk(line_counts *counts, carry *before, const uint8_t *line, size_t at, unsigned size,
                               const classes *found, int digit_follows) {
  uint64_t valid = size == 64 ? ~(uint64_t)0 : below(size);
  uint64_t spaces = found->blank | found->tab;
  uint64_t words = ~spaces & valid;
  uint64_t characters = ~found->inner & valid;
  uint64_t starts = words & ~(words << 1 | before->in_word);
  uint64_t gaps = starts & ~found->high & (spaces << 1 | before->spaces >> 1) & (spaces << 2 | before->spaces);
  for (; gaps != 0; gaps &= gaps - 1) {
    unsigned bit = (unsigned)__builtin_ctzll(gaps);
    if (!follows_sentence(line, at + bit))
      counts->gaps |= (uint64_t)1 << ((counts->columns + count(characters & (below(bit) << 1 | 1))) & 63);
  }
  if (!before->has_first_word && (before->in_word || starts != 0)) {
    uint64_t first = before->in_word ? 1 : starts & (0 - starts);
    uint64_t end = spaces & ~(first - 1);
    if (end != 0) {
      counts->first_word_columns = counts->columns + count(characters & ((end & (0 - end)) - 1));
      before->has_first_word = 1;
    }
  }
  counts->columns += count(characters);
  counts->words += count(starts);
  counts->letters += count(found->letter);
  if (found->high != 0) {
    counts->letters += count(found->wide | found->other);
    counts->wide += count(found->wide);
  }
  if (found->digit != 0 || before->is_counted) count_digit_words(counts, before, found->digit, spaces);
  uint64_t next = found->digit >> 1 | (uint64_t)digit_follows << (size - 1);
  if ((found->colon & (found->digit << 1 | before->digit) & next) != 0) counts->has_time = 1;
  if ((found->tab | found->bar) != 0) counts->has_cell_mark = 1;
  before->in_word = words >> (size - 1) & 1;
  before->digit = found->digit >> (size - 1) & 1;
  before->spaces = size == 1 ? before->spaces >> 1 | spaces << 1 : spaces >> (size - 2) & 3;
}

typedef classes classifier(const uint8_t *text, size_t count, size_t before);

INLINE line_counts count_line(const uint8_t *line, size_t start, size_t end, size_t whole_end, classifier *classify) {
  line_counts counts = {0};
  /* A line begins as if behind one space. */
  carry before = {.spaces = 2};
  for (size_t at = start; at < end; at += 64) {
    unsigned size = end - at < 64 ? (unsigned)(end - at) : 64;
    classes found = classify(line + at, size, at);
    size_t next = at + size;
    int digit_follows = next < whole_end && (uint8_t)(line[next] - '0') < 10;
    count_chunk(&counts, &before, line, at, size, &found, digit_follows);
  }
  if (!before.has_first_word && counts.words > 0) counts.first_word_columns = counts.columns;
  return counts;
}

/* One bit for each of up to 64 bytes. */
typedef struct {
  uint64_t high, letters, lower, digits, lines, blanks;
} ascii_bits;

INLINE ascii_chunk chunk_of(ascii_bits found, size_t size) {
  unsigned length = found.high != 0 ? (unsigned)__builtin_ctzll(found.high) : (unsigned)size;
  uint64_t valid = length == 64 ? ~(uint64_t)0 : below(length);
  uint64_t letters = found.letters & valid;
  uint64_t digits = found.digits & valid;
  ascii_chunk chunk;
  chunk.words = letters | digits | (found.lines & valid);
  chunk.marks = valid & ~(chunk.words | found.blanks);
  chunk.counts = length | (uint64_t)count(letters) << 8 | (uint64_t)count(letters & ~found.lower) << 16 |
                 (uint64_t)count(digits) << 24;
  return chunk;
}

INLINE ascii_chunk chunk_at(const uint8_t *text, size_t at, size_t size) {
  ascii_bits found = {0};
#define ADD(name, mask) found.name |= bits((bytes16)(mask)) >> drop << shift
  for (size_t part = 0; part < size && found.high == 0; part += 16) {
    bytes16 bytes;
    unsigned drop = 0;
    unsigned shift = (unsigned)part;
    size_t rest = size - part;
    if (rest >= 16) {
      memcpy(&bytes, text + at + part, 16);
    } else if (at + size >= 16) {
      /* The last sixteen bytes, some of them once more. */
      memcpy(&bytes, text + at + size - 16, 16);
      drop = (unsigned)(16 - rest);
    } else {
      uint8_t copy[16] = {0};
      for (size_t i = 0; i < rest; i++) copy[i] = text[at + part + i];
      memcpy(&bytes, copy, 16);
    }
    ADD(high, bytes >= 0x80);
    ADD(letters, within(bytes | 0x20, 'a', 'z'));
    ADD(lower, (bytes & 0x20) == 0x20);
    ADD(digits, within(bytes, '0', '9'));
    ADD(lines, bytes == '_');
    ADD(blanks, bytes == ' ');
  }
#undef ADD
  return chunk_of(found, size);
}

static line_counts plain_count(const uint8_t *line, size_t start, size_t end, size_t whole_end) {
  return count_line(line, start, end, whole_end, classes_of);
}

static ascii_chunk plain_chunk(const uint8_t *text, size_t at, size_t size) { return chunk_at(text, at, size); }

static line_counts (*chosen_count)(const uint8_t *, size_t, size_t, size_t) = plain_count;
static ascii_chunk (*chosen_chunk)(const uint8_t *, size_t, size_t) = plain_chunk;

#if defined(__x86_64__)

#define TARGET __attribute__((target("avx2,bmi,bmi2,popcnt")))

TARGET static line_counts avx2_count(const uint8_t *line, size_t start, size_t end, size_t whole_end) {
  return count_line(line, start, end, whole_end, classes_of);
}

TARGET static ascii_chunk avx2_chunk(const uint8_t *text, size_t at, size_t size) { return chunk_at(text, at, size); }

#undef TARGET
#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,bmi,bmi2,popcnt")))

TARGET INLINE __m512i load64(const uint8_t *text, size_t count) {
  return _mm512_maskz_loadu_epi8(_bzhi_u64(~(uint64_t)0, (unsigned)count), text);
}

TARGET INLINE uint64_t equal64(__m512i bytes, uint8_t byte) {
  return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)byte));
}

TARGET INLINE uint64_t within64(__m512i bytes, uint8_t low, uint8_t high) {
  __m512i above = _mm512_sub_epi8(bytes, _mm512_set1_epi8((char)low));
  return _mm512_cmple_epu8_mask(above, _mm512_set1_epi8((char)(high - low)));
}

TARGET INLINE uint64_t letters64(__m512i bytes) {
  return within64(_mm512_or_si512(bytes, _mm512_set1_epi8(0x20)), 'a', 'z');
}

TARGET INLINE classes avx512_classes(const uint8_t *text, size_t count, size_t before) {
  (void)before;
  __m512i bytes = load64(text, count);
  classes found = {
      .blank = equal64(bytes, ' '),
      .tab = equal64(bytes, '\t'),
      .bar = equal64(bytes, '|'),
      .colon = equal64(bytes, ':'),
      .digit = within64(bytes, '0', '9'),
      .letter = letters64(bytes),
      .high = _mm512_movepi8_mask(bytes),
  };
  if (found.high == 0) return found;
  found.inner = within64(bytes, 0x80, 0xBF);
  found.wide = within64(bytes, 0xE3, 0xED);
  found.other = within64(bytes, 0xC3, 0xFF) & ~(equal64(bytes, 0xE2) | found.wide);
  return found;
}

TARGET static line_counts avx512_count(const uint8_t *line, size_t start, size_t end, size_t whole_end) {
  return count_line(line, start, end, whole_end, avx512_classes);
}

TARGET static ascii_chunk avx512_chunk(const uint8_t *text, size_t at, size_t size) {
  __m512i bytes = load64(text + at, size);
  ascii_bits found = {
      .high = _mm512_movepi8_mask(bytes),
      .letters = letters64(bytes),
      .lower = _mm512_test_epi8_mask(bytes, _mm512_set1_epi8(0x20)),
      .digits = within64(bytes, '0', '9'),
      .lines = equal64(bytes, '_'),
      .blanks = equal64(bytes, ' '),
  };
  return chunk_of(found, size);
}

__attribute__((constructor)) static void choose(void) {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2") ||
      !__builtin_cpu_supports("popcnt"))
    return;
  int is_wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                __builtin_cpu_supports("avx512vl");
  chosen_count = is_wide ? avx512_count : avx2_count;
  chosen_chunk = is_wide ? avx512_chunk : avx2_chunk;
}

#endif

line_counts line_count(const uint8_t *line, size_t start, size_t end, size_t whole_end) {
  return chosen_count(line, start, end, whole_end);
}

ascii_chunk ascii_chunk_at(const uint8_t *text, size_t at, size_t size) { return chosen_chunk(text, at, size); }

size_t line_feeds(const uint8_t *text, size_t from, size_t to, uint32_t *offsets, size_t capacity, size_t *resume) {
  size_t count = 0;
  size_t at = from;
  for (; at + 64 <= to && count + 64 <= capacity; at += 64) {
    uint64_t found = 0;
    for (unsigned part = 0; part < 64; part += 16) {
      bytes16 bytes;
      memcpy(&bytes, text + at + part, 16);
      found |= bits((bytes16)(bytes == '\n')) << part;
    }
    for (; found != 0; found &= found - 1) offsets[count++] = (uint32_t)at + (uint32_t)__builtin_ctzll(found);
  }
  for (; at < to && at + 64 > to && count < capacity; at++)
    if (text[at] == '\n') offsets[count++] = (uint32_t)at;
  *resume = at;
  return count;
}
