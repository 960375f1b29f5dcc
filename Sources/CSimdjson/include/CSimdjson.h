#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Reused buffers of one thread: 4 bytes for each byte of the longest object seen, untouched where
/// unused.
typedef struct pipe_json_parser pipe_json_parser;

/// A field of an object; the offsets are from the object's start.
typedef struct {
  size_t name_start, name_end;    // without the quotes, not unescaped
  size_t value_start, value_end;  // with the quotes of a string
  uint8_t kind;                   // first byte of the value; '0' for every number
  bool name_has_escapes;
} pipe_json_field;

typedef enum {
  PIPE_JSON_OK = 0,
  PIPE_JSON_MEMORY,
  PIPE_JSON_UTF8,
  PIPE_JSON_NOT_OBJECT,
  PIPE_JSON_UNCLOSED_STRING,
  PIPE_JSON_CONTROL_CHARACTER,
  PIPE_JSON_BAD_ESCAPE,
  PIPE_JSON_BAD_NUMBER,
  PIPE_JSON_BAD_LITERAL,
  PIPE_JSON_EXPECTED_NAME,
  PIPE_JSON_EXPECTED_COLON,
  PIPE_JSON_EXPECTED_VALUE,
  PIPE_JSON_EXPECTED_COMMA,
  PIPE_JSON_UNCLOSED,
  PIPE_JSON_TOO_DEEP,
  PIPE_JSON_TRAILING,
} pipe_json_status;

pipe_json_parser *pipe_json_parser_create(void);
void pipe_json_parser_destroy(pipe_json_parser *parser);

/// Checks that `json` is one object by RFC 8259 in valid UTF-8 and finds its fields, in order.
///
/// Only the escapes in string values of the object itself are left unchecked, since most bytes are
/// there and `pipe_json_unescape` checks what it decodes. 64 bytes after `json` must be readable.
/// `*count` is the number of fields, of which the first `limit` are written. `*error_at` is the
/// byte offset of what is wrong, where it is known; else 0.
pipe_json_status pipe_json_fields(
  pipe_json_parser *parser, const uint8_t *json, size_t length, pipe_json_field *fields, size_t limit,
  size_t *count, size_t *error_at);

bool pipe_utf8_is_valid(const uint8_t *bytes, size_t length);

/// Decodes the inside of a string that `pipe_json_fields` has found.
///
/// `to` holds `length + 16` bytes. A surrogate without its partner becomes U+FFFD and is counted.
/// Returns the number of bytes written, at most `length`; `*consumed` is less than `length` at a
/// bad escape. `*controls` is whether any escape stood for a NUL or a carriage return.
size_t pipe_json_unescape(
  const uint8_t *from, size_t length, uint8_t *to, size_t *replaced, size_t *consumed,
  bool *controls);

/// Whether all escapes inside a string are of one letter and none of a carriage return; `*size` is then
/// how many bytes it has decoded.
bool pipe_json_plain_size(const uint8_t *from, size_t length, size_t *size);

/// The offset of the first bad escape inside a string, or `length`.
size_t pipe_json_valid_escapes(const uint8_t *from, size_t length);

/// Escapes text for a JSON string until `to`, of `capacity` bytes (at least 8), is nearly full.
///
/// Returns the number of bytes written; `*consumed` is how much of `from` they are.
size_t pipe_json_escape(
  const uint8_t *from, size_t length, uint8_t *to, size_t capacity, size_t *consumed);

#ifdef __cplusplus
}
#endif

#endif
