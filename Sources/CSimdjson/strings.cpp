// Escapes of JSON strings. Blocks of 64 bytes are searched at once for bytes that need care; what
// lies between them is copied 64 bytes at a time, so that no length has to be guessed by the branch
// predictor.

#include "CSimdjson.h"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

constexpr ptrdiff_t block = 64;

void copy_block(const uint8_t *from, uint8_t *to) { memcpy(to, from, block); }

#if defined(__SSE2__)

template <typename Test>
uint64_t mask_of_block(const uint8_t *from, Test test) {
  uint64_t mask = 0;
  for (int i = 0; i < 4; i++) {
    __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i *>(from + 16 * i));
    mask |= uint64_t(unsigned(_mm_movemask_epi8(test(v)))) << (16 * i);
  }
  return mask;
}

uint64_t backslashes(const uint8_t *from) {
  return mask_of_block(from, [](__m128i v) { return _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')); });
}

/// Control characters, quotes and backslashes.
uint64_t specials(const uint8_t *from) {
  return mask_of_block(from, [](__m128i v) {
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
    __m128i quote = _mm_cmpeq_epi8(v, _mm_set1_epi8('"'));
    __m128i backslash = _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'));
    return _mm_or_si128(control, _mm_or_si128(quote, backslash));
  });
}

#else

uint64_t backslashes(const uint8_t *from) {
  uint64_t mask = 0;
  for (int i = 0; i < block; i++) mask |= uint64_t(from[i] == '\\') << i;
  return mask;
}

uint64_t specials(const uint8_t *from) {
  uint64_t mask = 0;
  for (int i = 0; i < block; i++) {
    mask |= uint64_t(from[i] < 0x20 || from[i] == '"' || from[i] == '\\') << i;
  }
  return mask;
}

#endif

uint32_t hex4(const uint8_t *p) {
  uint32_t value = 0;
  for (int i = 0; i < 4; i++) {
    uint8_t c = p[i];
    value = value << 4 | (c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
  }
  return value;
}

uint8_t *put(uint32_t scalar, uint8_t *to) {
  if (scalar < 0x80) {
    *to++ = scalar;
  } else if (scalar < 0x800) {
    *to++ = 0xC0 | scalar >> 6;
    *to++ = 0x80 | (scalar & 63);
  } else if (scalar < 0x10000) {
    *to++ = 0xE0 | scalar >> 12;
    *to++ = 0x80 | (scalar >> 6 & 63);
    *to++ = 0x80 | (scalar & 63);
  } else {
    *to++ = 0xF0 | scalar >> 18;
    *to++ = 0x80 | (scalar >> 12 & 63);
    *to++ = 0x80 | (scalar >> 6 & 63);
    *to++ = 0x80 | (scalar & 63);
  }
  return to;
}

/// What the byte after a backslash stands for; 0 for `u` and what is no escape.
constexpr uint8_t simple_escape(uint8_t c) {
  switch (c) {
    case '"': case '\\': case '/': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
  }
}

struct SimpleEscapes {
  uint8_t byte[256] = {};
  constexpr SimpleEscapes() {
    for (int c = 0; c < 256; c++) byte[c] = simple_escape(c);
  }
};
constexpr SimpleEscapes simple_escapes;

bool is_hex(uint8_t c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f'); }

/// Whether `\u` and four hexadecimal digits stand at `p`.
bool is_unicode_escape(const uint8_t *p, const uint8_t *end) {
  return end - p >= 6 && p[0] == '\\' && p[1] == 'u' && is_hex(p[2]) && is_hex(p[3]) &&
         is_hex(p[4]) && is_hex(p[5]);
}

/// Decodes the `\u` escape at `*from`, which is left behind it.
uint8_t *put_unicode_escape(
  const uint8_t **from, const uint8_t *end, uint8_t *to, size_t *replaced) {
  const uint8_t *p = *from;
  *from = p + 6;
  uint32_t scalar = hex4(p + 2);
  if (scalar < 0xD800 || scalar > 0xDFFF) return put(scalar, to);
  if (scalar < 0xDC00 && is_unicode_escape(p + 6, end)) {
    uint32_t low = hex4(p + 8);
    if (low >= 0xDC00 && low <= 0xDFFF) {
      *from = p + 12;
      return put(0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00), to);
    }
  }
  ++*replaced;
  return put(0xFFFD, to);
}

#if defined(__x86_64__)

bool has_vbmi2() {
  static const bool has = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi") &&
                          __builtin_cpu_supports("avx512vbmi2");
  return has;
}

/// As `unescape_blocks`, without a step for each escape: what follows backslashes is looked up, and the
/// backslashes are squeezed out.
__attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,popcnt,bmi"))) void
unescape_blocks_vbmi2(
  const uint8_t **source, const uint8_t *end, uint8_t **target, bool *controls) {
  const __m512i low = _mm512_loadu_si512(simple_escapes.byte);
  const __m512i high = _mm512_loadu_si512(simple_escapes.byte + 64);
  const __m512i backslash = _mm512_set1_epi8('\\');
  const uint8_t *from = *source;
  uint8_t *to = *target;
  uint64_t returns = 0;
  while (end - from >= 2 * block) {
    const __m512i bytes = _mm512_loadu_si512(from);
    const uint64_t slashes = _mm512_cmpeq_epi8_mask(bytes, backslash);
    if (!slashes) {
      _mm512_storeu_si512(to, bytes);
      from += block;
      to += block;
      continue;
    }
    // Of each run of backslashes every other one escapes what follows it (Langdale and Lemire 2019,
    // "Parsing gigabytes of JSON per second", section 3.1.1).
    const uint64_t odd = 0xAAAAAAAAAAAAAAAA;
    const uint64_t codes = (((slashes << 1) | odd) - slashes) ^ odd;
    const uint64_t escaped = codes ^ slashes, escapes = codes & slashes;
    const __m512i meant = _mm512_permutex2var_epi8(low, bytes, high);
    const uint64_t bad =
      escaped & (_mm512_testn_epi8_mask(meant, meant) | _mm512_movepi8_mask(bytes));
    // A backslash at the end waits for the next block, one before what is no simple escape for the caller.
    int length = block - int(escapes >> 63);
    if (bad) length = __builtin_ctzll(bad) - 1;
    const uint64_t within = length == block ? ~0ull : (1ull << length) - 1;
    const __m512i decoded = _mm512_mask_mov_epi8(bytes, escaped, meant);
    returns |= within & escaped & _mm512_cmpeq_epi8_mask(meant, _mm512_set1_epi8('\r'));
    const uint64_t kept = within & ~escapes;
    _mm512_storeu_si512(to, _mm512_maskz_compress_epi8(kept, decoded));
    to += __builtin_popcountll(kept);
    from += length;
    if (bad) break;
  }
  *controls |= returns != 0;
  *source = from;
  *target = to;
}

#endif

/// Decodes whole blocks up to 128 bytes before the end, or up to an escape that is not simple.
void unescape_blocks(
  const uint8_t **source, const uint8_t *end, uint8_t **target, bool *controls) {
#if defined(__x86_64__)
  if (has_vbmi2()) return unescape_blocks_vbmi2(source, end, target, controls);
#endif
  const uint8_t *from = *source;
  bool returns = false;
  uint8_t *to = *target;
  while (end - from >= 2 * block) {
    const uint8_t *start = from, *next = from + block;
    for (uint64_t mask = backslashes(start); mask; mask &= mask - 1) {
      const uint8_t *at = start + __builtin_ctzll(mask);
      copy_block(from, to);
      to += at - from;
      from = at;
      uint8_t simple = simple_escapes.byte[at[1]];
      if (!simple) {
        *source = from;
        *target = to;
        *controls |= returns;
        return;
      }
      returns |= simple == '\r';
      *to++ = simple;
      from += 2;
      if (simple == '\\') mask &= mask - 1;
    }
    if (from < next) {
      copy_block(from, to);
      to += next - from;
      from = next;
    }
  }
  *source = from;
  *target = to;
  *controls |= returns;
}

/// The escapes of the bytes 0 to 31, of the quote and of the backslash, and their lengths.
struct Escapes {
  char text[256][8] = {};
  uint8_t length[256] = {};
  constexpr Escapes() {
    for (int c = 0; c < 32; c++) {
      const char hex[] = "0123456789abcdef";
      const char written[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
      for (int i = 0; i < 6; i++) text[c][i] = written[i];
      length[c] = 6;
    }
    const char names[] = "\b\t\n\f\r\"\\", letters[] = "btnfr\"\\";
    for (int i = 0; i < 7; i++) {
      uint8_t c = names[i];
      text[c][0] = '\\';
      text[c][1] = letters[i];
      length[c] = 2;
    }
  }
};
constexpr Escapes escapes;

uint8_t *put_escaped(uint8_t c, uint8_t *to) {
  memcpy(to, escapes.text[c], 8);
  return to + escapes.length[c];
}

}  // namespace

size_t pipe_json_unescape(
  const uint8_t *from, size_t length, uint8_t *to, size_t *replaced, size_t *consumed,
  bool *controls) {
  const uint8_t *source = from, *end = from + length;
  uint8_t *start = to;
  bool has_controls = false;
  while (from < end) {
    unescape_blocks(&from, end, &to, &has_controls);
    if (*from != '\\') {
      *to++ = *from++;
      continue;
    }
    uint8_t simple = end - from >= 2 ? simple_escapes.byte[from[1]] : 0;
    if (simple) {
      has_controls |= simple == '\r';
      *to++ = simple;
      from += 2;
    } else if (is_unicode_escape(from, end)) {
      // Texts of other scripts may be nothing but these.
      do {
        const uint8_t *written = to;
        to = put_unicode_escape(&from, end, to, replaced);
        has_controls |= *written == 0 || *written == '\r';
      } while (is_unicode_escape(from, end));
    } else {
      break;
    }
  }
  *controls = has_controls;
  *consumed = from - source;
  return to - start;
}

bool pipe_json_plain_size(const uint8_t *from, size_t length, size_t *size) {
  const uint8_t *at = from, *end = from + length;
  size_t escapes = 0;
  while (at < end) {
    if (end - at >= 2 * block) {
      const uint8_t *start = at, *next = at + block;
      for (uint64_t mask = backslashes(start); mask; mask &= mask - 1) {
        at = start + __builtin_ctzll(mask);
        uint8_t simple = simple_escapes.byte[at[1]];
        if (!simple || simple == '\r') return false;
        escapes++;
        at += 2;
        if (simple == '\\') mask &= mask - 1;
      }
      if (at < next) at = next;
    } else if (*at == '\\') {
      uint8_t simple = end - at >= 2 ? simple_escapes.byte[at[1]] : 0;
      if (!simple || simple == '\r') return false;
      escapes++;
      at += 2;
    } else {
      at++;
    }
  }
  *size = length - escapes;
  return true;
}

size_t pipe_json_valid_escapes(const uint8_t *from, size_t length) {
  const uint8_t *p = from, *end = from + length;
  while ((p = static_cast<const uint8_t *>(memchr(p, '\\', end - p)))) {
    if (end - p >= 2 && simple_escapes.byte[p[1]]) {
      p += 2;
    } else if (is_unicode_escape(p, end)) {
      p += 6;
    } else {
      return p - from;
    }
  }
  return length;
}

size_t pipe_json_escape(
  const uint8_t *from, size_t length, uint8_t *to, size_t capacity, size_t *consumed) {
  const uint8_t *source = from, *end = from + length;
  uint8_t *start = to, *full = to + capacity;
  // A block grows to 6 times its size; each copy may write a block more.
  while (end - from >= 2 * block && full - to >= 8 * block) {
    const uint8_t *first = from, *next = from + block;
    for (uint64_t mask = specials(first); mask; mask &= mask - 1) {
      const uint8_t *at = first + __builtin_ctzll(mask);
      copy_block(from, to);
      to = put_escaped(*at, to + (at - from));
      from = at + 1;
    }
    copy_block(from, to);
    to += next - from;
    from = next;
  }
  while (from < end && full - to >= 8 && (end - from < 2 * block || full - to < 8 * block)) {
    uint8_t c = *from++;
    if (escapes.length[c]) {
      to = put_escaped(c, to);
    } else {
      *to++ = c;
    }
  }
  *consumed = from - source;
  return to - start;
}
