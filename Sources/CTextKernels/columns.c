/* The same code for several kinds of processors, chosen when the program starts. */

#include "columns.h"

#include <stdbool.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

typedef float numbers16 __attribute__((vector_size(64)));
typedef int32_t bits16 __attribute__((vector_size(64)));
/* The same at any address that a float can have. */
typedef float loose16 __attribute__((vector_size(64), aligned(4)));
typedef bool flags16 __attribute__((ext_vector_type(16)));

/* Vectors of a row's numbers, at most. */
#define PLACES (NET_MAX_WIDTH / 16)

/* The numbers above zero, and zero for the others. */
#define POSITIVE(x) ((numbers16)((bits16)(x) & ~((bits16)(x) >> 31)))
#define SOFT_SIGN(x) ((x) / (1.0f + (numbers16)((bits16)(x) & 0x7FFFFFFF)))

static inline __attribute__((always_inline)) float deviation(float x, float mean, float scale, float limit) {
  float value = (x - mean) * scale;
  value = value > limit ? limit : value;
  return value < -limit ? -limit : value;
}

typedef struct {
  void (*lg)(float *, const float *, size_t);
  void (*share)(float *, const float *, const float *, size_t);
  void (*capped)(float *, const float *, float, float, size_t);
  void (*linear)(float *, const float *, float, float, size_t);
  void (*minus)(float *, const float *, const float *, size_t);
  void (*times)(float *, const float *, const float *, size_t);
  void (*within)(float *, const float *, float, float, size_t);
  void (*below)(float *, const float *, float, size_t);
  void (*bit)(float *, const uint64_t *, unsigned, size_t);
  void (*deviations)(float *, const float *, float, float, float, size_t);
  void (*enter)(float *, float *, const float *, size_t, size_t, net_layer, const float *, size_t, size_t);
  void (*round_run)(float *, float *, float *, net_round, size_t, size_t);
  void (*add_whole)(float *, net_layer, size_t, size_t);
  void (*finish)(float *, const float *, const float *, net_layer, const float *, float, size_t, size_t);
} kernels;

#define NAME(name) plain_##name
#define TARGET
#if defined(__aarch64__)
#define UNITS 4
#else
#define UNITS 2
#endif
#include "columns_template.h"
#undef NAME
#undef TARGET
#undef UNITS

#if defined(__x86_64__)

#define NAME(name) avx2_##name
#define TARGET __attribute__((target("avx2")))
#define UNITS 4
#include "columns_template.h"
#undef NAME
#undef TARGET
#undef UNITS

#define NAME(name) avx512_##name
#define TARGET __attribute__((target("avx512f,avx512vl,avx512dq")))
#define UNITS 8
#include "columns_template.h"
#undef NAME
#undef TARGET
#undef UNITS

#endif

static const kernels *chosen = &plain_all;

__attribute__((constructor)) static void choose(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
    chosen = &avx512_all;
  else if (__builtin_cpu_supports("avx2"))
    chosen = &avx2_all;
#endif
}

void column_lg(float *out, const float *x, size_t rows) { chosen->lg(out, x, rows); }

void column_share(float *out, const float *part, const float *whole, size_t rows) {
  chosen->share(out, part, whole, rows);
}

void column_capped(float *out, const float *x, float most, float divisor, size_t rows) {
  chosen->capped(out, x, most, divisor, rows);
}

void column_linear(float *out, const float *x, float factor, float summand, size_t rows) {
  chosen->linear(out, x, factor, summand, rows);
}

void column_minus(float *out, const float *x, const float *y, size_t rows) { chosen->minus(out, x, y, rows); }

void column_times(float *out, const float *x, const float *y, size_t rows) { chosen->times(out, x, y, rows); }

void column_within(float *out, const float *x, float low, float high, size_t rows) {
  chosen->within(out, x, low, high, rows);
}

void column_below(float *out, const float *x, float y, size_t rows) { chosen->below(out, x, y, rows); }

void column_bit(float *out, const uint64_t *masks, unsigned bit, size_t rows) { chosen->bit(out, masks, bit, rows); }

void column_deviations(float *out, const float *x, float mean, float scale, float limit, size_t rows) {
  chosen->deviations(out, x, mean, scale, limit, rows);
}

void column_fill(float *out, float x, size_t rows) {
  for (size_t i = 0; i < rows; i++) out[i] = x;
}

void column_sums(float *out, const float *x, size_t rows) {
  float sum = 0;
  for (size_t i = 0; i < rows; i++) {
    out[i] = sum;
    sum += x[i];
  }
  out[rows] = sum;
}

void net_enter(float *out, float *direct_out, const float *inputs, size_t stride, size_t input_count,
               net_layer layer, const float *direct, size_t width, size_t rows) {
  chosen->enter(out, direct_out, inputs, stride, input_count, layer, direct, width, rows);
}

void net_round_run(float *numbers, float *above, float *below, net_round round, size_t width, size_t rows) {
  chosen->round_run(numbers, above, below, round, width, rows);
}

void net_add_whole(float *numbers, net_layer whole, size_t width, size_t rows) {
  chosen->add_whole(numbers, whole, width, rows);
}

void net_finish(float *out, const float *numbers, const float *direct, net_layer last, const float *final, float bias,
                size_t width, size_t rows) {
  chosen->finish(out, numbers, direct, last, final, bias, width, rows);
}
