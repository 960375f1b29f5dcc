// The fields of a JSON object over simdjson's first stage, which validates UTF-8 and finds every
// bracket, colon, comma and start of a value. The walk is our own, since simdjson's On-Demand
// leaves skipped values unchecked (they are copied to the output here) and its DOM forgets where
// they were.

#include "CSimdjson.h"

#include <cstring>
#include <memory>
#include <new>
#include <simdjson.h>

namespace {

constexpr size_t max_depth = 1024;

bool is_space(uint8_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

bool is_number(const uint8_t *p, const uint8_t *end) {
  auto digits = [&] {
    const uint8_t *start = p;
    while (p < end && is_digit(*p)) p++;
    return p > start;
  };
  if (p < end && *p == '-') p++;
  if (p < end && *p == '0') {
    p++;
  } else if (!digits()) {
    return false;
  }
  if (p < end && *p == '.') {
    p++;
    if (!digits()) return false;
  }
  if (p < end && (*p | 32) == 'e') {
    p++;
    if (p < end && (*p == '+' || *p == '-')) p++;
    if (!digits()) return false;
  }
  return p == end;
}

/// Where the string opens that never closes, or the control character inside a string.
size_t broken_string(const uint8_t *json, size_t length, bool control) {
  bool inside = false;
  size_t opened = 0;
  for (size_t i = 0; i < length; i++) {
    if (json[i] == '"') {
      inside = !inside;
      opened = i;
    } else if (inside && json[i] == '\\') {
      i++;
    } else if (inside && control && json[i] < 0x20) {
      return i;
    }
  }
  return opened;
}

}  // namespace

struct pipe_json_parser {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> stages;
  uint8_t open[max_depth];

  bool reserve(size_t length) {
    bool is_wasteful = stages && stages->capacity() > (32u << 20) && length < (4u << 20);
    if (stages && stages->capacity() >= length && !is_wasteful) return true;
    stages.reset();
    size_t capacity = length + length / 4 + 4096;
    return simdjson::get_active_implementation()->create_dom_parser_implementation(
             capacity, max_depth, stages) == simdjson::SUCCESS;
  }
};

pipe_json_parser *pipe_json_parser_create(void) { return new (std::nothrow) pipe_json_parser(); }

void pipe_json_parser_destroy(pipe_json_parser *parser) { delete parser; }

bool pipe_utf8_is_valid(const uint8_t *bytes, size_t length) {
  return simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), length);
}

namespace {

/// Walks the structural indexes of one object.
struct Walk {
  const uint8_t *json;
  const uint32_t *index;
  size_t tokens;
  uint8_t *open;
  pipe_json_field *fields;
  size_t limit, count = 0, depth = 0, at = 0;
  pipe_json_field field = {};

  enum State { Value, FirstElement, FirstName, Name, Colon, AfterValue };

  /// End of the token that starts at `index[i]`, without the white space after it.
  size_t token_end(size_t i) const {
    size_t end = index[i + 1];
    while (end > index[i] && is_space(json[end - 1])) end--;
    return end;
  }

  pipe_json_status string(size_t end, bool checks_escapes) {
    if (end < at + 2 || json[end - 1] != '"') return PIPE_JSON_UNCLOSED_STRING;
    if (!checks_escapes) return PIPE_JSON_OK;
    size_t length = end - at - 2, valid = pipe_json_valid_escapes(json + at + 1, length);
    if (valid == length) return PIPE_JSON_OK;
    at += 1 + valid;
    return PIPE_JSON_BAD_ESCAPE;
  }

  pipe_json_status scalar(size_t end) {
    const uint8_t *p = json + at;
    size_t length = end - at;
    auto is = [&](const char *word) { return length == strlen(word) && !memcmp(p, word, length); };
    if (*p == '"') return string(end, depth > 1);
    if (*p == '-' || is_digit(*p)) return is_number(p, json + end) ? PIPE_JSON_OK : PIPE_JSON_BAD_NUMBER;
    if (is("true") || is("false") || is("null")) return PIPE_JSON_OK;
    return strchr("]}:,", *p) && *p ? PIPE_JSON_EXPECTED_VALUE : PIPE_JSON_BAD_LITERAL;
  }

  void close(size_t end) {
    if (depth != 1) return;
    field.value_end = end;
    if (count < limit) fields[count] = field;
    count++;
  }

  pipe_json_status run() {
    if (json[index[0]] != '{') return PIPE_JSON_NOT_OBJECT;
    State state = Value;
    for (size_t i = 0; i < tokens; i++) {
      at = index[i];
      uint8_t c = json[at];
      if (i > 0 && depth == 0) return PIPE_JSON_TRAILING;
      if ((state == FirstElement && c == ']') || (state == FirstName && c == '}')) {
        depth--;
        close(at + 1);
        state = AfterValue;
        continue;
      }
      switch (state) {
        case Value:
        case FirstElement: {
          if (depth == 1) {
            field.value_start = at;
            field.kind = (c == '-' || is_digit(c)) ? '0' : c;
          }
          if (c == '{' || c == '[') {
            if (depth == max_depth) return PIPE_JSON_TOO_DEEP;
            open[depth++] = c;
            state = c == '{' ? FirstName : FirstElement;
            break;
          }
          size_t end = token_end(i);
          if (auto status = scalar(end)) return status;
          close(end);
          state = AfterValue;
          break;
        }
        case FirstName:
        case Name: {
          if (c != '"') return PIPE_JSON_EXPECTED_NAME;
          size_t end = token_end(i);
          if (auto status = string(end, true)) return status;
          if (depth == 1) {
            field.name_start = at + 1;
            field.name_end = end - 1;
            field.name_has_escapes = memchr(json + at, '\\', end - at) != nullptr;
          }
          state = Colon;
          break;
        }
        case Colon:
          if (c != ':') return PIPE_JSON_EXPECTED_COLON;
          state = Value;
          break;
        case AfterValue:
          if (c == ',') {
            state = open[depth - 1] == '{' ? Name : Value;
          } else if (c == (open[depth - 1] == '{' ? '}' : ']')) {
            depth--;
            close(at + 1);
          } else {
            return PIPE_JSON_EXPECTED_COMMA;
          }
          break;
      }
    }
    at = index[tokens];
    return depth == 0 ? PIPE_JSON_OK : PIPE_JSON_UNCLOSED;
  }
};

}  // namespace

pipe_json_status pipe_json_fields(
  pipe_json_parser *parser, const uint8_t *json, size_t length, pipe_json_field *fields, size_t limit,
  size_t *count, size_t *error_at) {
  *count = 0;
  *error_at = 0;
  if (length >= UINT32_MAX / 2 || !parser->reserve(length)) return PIPE_JSON_MEMORY;
  auto &stages = *parser->stages;
  switch (stages.stage1(json, length, simdjson::stage1_mode::regular)) {
    case simdjson::SUCCESS:
      break;
    case simdjson::UTF8_ERROR:
      return PIPE_JSON_UTF8;
    case simdjson::UNESCAPED_CHARS:
      *error_at = broken_string(json, length, true);
      return PIPE_JSON_CONTROL_CHARACTER;
    case simdjson::UNCLOSED_STRING:
      *error_at = broken_string(json, length, false);
      return PIPE_JSON_UNCLOSED_STRING;
    case simdjson::EMPTY:
      return PIPE_JSON_NOT_OBJECT;
    default:
      return PIPE_JSON_MEMORY;
  }
  Walk walk{json, stages.structural_indexes.get(), stages.n_structural_indexes, parser->open, fields, limit};
  auto status = walk.run();
  *count = walk.count;
  *error_at = walk.at;
  return status;
}
