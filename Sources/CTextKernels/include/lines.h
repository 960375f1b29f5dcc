#ifndef CTEXTKERNELS_LINES_H
#define CTEXTKERNELS_LINES_H

#include <stddef.h>
#include <stdint.h>

/* What is counted in a line of valid UTF-8. White space is the blank and the tab. */
typedef struct {
  /* Characters; those that take two columns, of U+3000 to U+DFFF, count here and in `wide`. */
  int32_t columns;
  int32_t wide;
  int32_t words;
  /* Words with an ASCII digit in them. */
  int32_t digit_words;
  int32_t letters;
  /* Characters up to the end of the first word. */
  int32_t first_word_columns;
  /* Where words that begin with ASCII stand behind two spaces or more, and not behind the end of a sentence: one bit
     for each column, modulo 64. */
  uint64_t gaps;
  /* A digit, a colon, a digit. */
  uint8_t has_time;
  /* A tab or a bar. */
  uint8_t has_cell_mark;
} line_counts;

/* Counts in line[start..<end]; the line goes on to `whole_end`. */
line_counts line_count(const uint8_t *line, size_t start, size_t end, size_t whole_end);

/* ASCII at the start of a text: up to 64 bytes, one bit for each. */
typedef struct {
  uint64_t words;
  /* What is neither in a word nor a blank. */
  uint64_t marks;
  /* A byte for each, the lowest first: characters, letters, capitals, digits. */
  uint64_t counts;
} ascii_chunk;

/* Reads text[at..<at + size], up to the first byte that is not ASCII; `size` is 1 to 64. */
ascii_chunk ascii_chunk_at(const uint8_t *text, size_t at, size_t size);

/* Writes the offsets of line feeds in text[from..<to], ascending, up to `capacity` of them, and returns their number.
   `*resume` is where to go on. `to` is below 2^32, `capacity` at least 64. */
size_t line_feeds(const uint8_t *text, size_t from, size_t to, uint32_t *offsets, size_t capacity, size_t *resume);

#endif
