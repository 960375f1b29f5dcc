#ifndef CTEXTKERNELS_COLUMNS_H
#define CTEXTKERNELS_COLUMNS_H

#include <stddef.h>
#include <stdint.h>

/* Arithmetic on columns of numbers, and a small recurrent net over their rows. Each function gives the
   same bits on every processor: single precision, one order of additions, no fused operations.

   `rows` of columns are a multiple of COLUMN_STEP, `width` of the net a multiple of it, NET_MAX_WIDTH at most; what is
   zero is left out of sums. */
#define COLUMN_STEP 16
#define NET_MAX_WIDTH 64
#define NET_MAX_INPUTS 512

/* About log2(1 + x), straight lines between the powers of two. */
void column_lg(float *out, const float *x, size_t rows);
/* part / whole, and 0 where `whole` is not above 0. */
void column_share(float *out, const float *part, const float *whole, size_t rows);
/* min(x, most) / divisor. */
void column_capped(float *out, const float *x, float most, float divisor, size_t rows);
/* factor * x + summand. */
void column_linear(float *out, const float *x, float factor, float summand, size_t rows);
void column_minus(float *out, const float *x, const float *y, size_t rows);
void column_times(float *out, const float *x, const float *y, size_t rows);
/* 1 where low <= x <= high, else 0. */
void column_within(float *out, const float *x, float low, float high, size_t rows);
/* x everywhere. */
void column_fill(float *out, float x, size_t rows);
/* 1 where x < y, else 0. */
void column_below(float *out, const float *x, float y, size_t rows);
/* 1 where the bit of the mask is set, else 0. */
void column_bit(float *out, const uint64_t *masks, unsigned bit, size_t rows);
/* (x - mean) * scale, no further from 0 than `limit`, less what this is for an x of 0. */
void column_deviations(float *out, const float *x, float mean, float scale, float limit, size_t rows);
/* out[i] is the sum of the rows before i; `rows` need not be a multiple, and out[rows] is written. */
void column_sums(float *out, const float *x, size_t rows);

/* Weights of a layer: for each input `width` numbers, and a bias. */
typedef struct {
  const float *weights;
  const float *bias;
} net_layer;

typedef struct {
  net_layer down_gate, down, up_gate, up;
  /* Over twice `width` inputs. */
  net_layer join;
} net_round;

/* For each of `rows` rows, positive(bias + sum of weights times inputs) into out[row * width], and the plain sum
   of direct times inputs. Input i of row r is inputs[i * stride + r]; there are NET_MAX_INPUTS at most. Rows are
   rounded up to COLUMN_STEP: there must be room. */
void net_enter(float *out, float *direct_out, const float *inputs, size_t stride, size_t input_count,
               net_layer layer, const float *direct, size_t width, size_t rows);
/* A round over rows of `width` numbers in place. `above` has room for as many, both rounded up to COLUMN_STEP rows;
   `below` for COLUMN_STEP rows. */
void net_round_run(float *numbers, float *above, float *below, net_round round, size_t width, size_t rows);
/* Adds positive(layer(mean of all rows, maximum of all rows)) to each row. Numbers are not below 0. */
void net_add_whole(float *numbers, net_layer whole, size_t width, size_t rows);
/* bias + direct + the sum of final times positive(last(row)). */
void net_finish(float *out, const float *numbers, const float *direct, net_layer last, const float *final, float bias,
                size_t width, size_t rows);

#endif
