#ifndef CTEXTKERNELS_CODESETS_H
#define CTEXTKERNELS_CODESETS_H

#include <stddef.h>
#include <stdint.h>

/* Sets of 32-bit hashes: sorted, each once. */

/* Of how many numbers the table of codeset_make() must be for so many codes. */
size_t codeset_room(size_t count);

/* Sorts `codes`, leaves out repeated ones and returns how many are left; -1, with nothing changed, when they are
   not spread as hashes are. */
ptrdiff_t codeset_make(uint32_t *codes, size_t count, uint32_t *table);

/* How many codes two sets, of four bytes each, have in common when they are at least `needed`; else -1, found out
   early. */
ptrdiff_t codeset_shared(const uint8_t *left, size_t left_count, const uint8_t *right, size_t right_count,
                         size_t needed);

#endif
