#ifndef CPCRE2_KERNELS_H
#define CPCRE2_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#define CPCRE2_FINGERPRINT_BYTES 4

/* Which of eight buckets of literals can have a byte at a place, by the byte's low and high four
   bits: a byte of text is possible for the buckets that are set in low[i][b & 15] & high[i][b >> 4]. */
typedef struct {
  uint8_t low[CPCRE2_FINGERPRINT_BYTES][16];
  uint8_t high[CPCRE2_FINGERPRINT_BYTES][16];
} cpcre2_fingerprints;

/* Whether this processor has the instructions that cpcre2_find_fingerprints needs. */
int cpcre2_kernels_available(void);

/* Writes the positions, ascending, in text[from..<to] at which a literal may begin, up to `capacity`
   of them, and returns their number. `*resume` is where to go on: what is before it has been searched.
   It stops some bytes before `to`: reads never pass `to`, and the rest is the caller's. */
size_t cpcre2_find_fingerprints(const cpcre2_fingerprints *fingerprints, const uint8_t *text,
                               size_t from, size_t to, uint32_t *positions, size_t capacity,
                               size_t *resume);

#endif
