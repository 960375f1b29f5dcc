// Tests of 64 bytes at once, with the answers as 64 bits, the first byte's lowest.
//
// They are C, since Swift has no name for gathering the answers of a vector into bits.

#ifndef CTEXTKERNELS_CLASSES_H
#define CTEXTKERNELS_CLASSES_H

#include <stddef.h>
#include <stdint.h>

/// Which of 64 bytes are ASCII letters, digits or underscores, or no ASCII; and which are no ASCII.
typedef struct {
  uint64_t members;
  uint64_t others;
} ctext_classes;

/// Writes the classes of `64 * blocks` bytes.
void ctext_classify(const uint8_t *_Nonnull text, size_t blocks, ctext_classes *_Nonnull classes);

#endif
