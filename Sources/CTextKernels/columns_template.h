/* The kernels, once for each kind of processor: NAME makes their names, TARGET allows its instructions, UNITS rows
   of the net are taken at once. Plain loops over columns are left to the compiler's vectors. */

TARGET static void NAME(lg)(float *restrict out, const float *x, size_t rows) {
  rows &= ~(size_t)(COLUMN_STEP - 1);
  for (size_t i = 0; i < rows; i++) {
    float above = 1.0f + (x[i] > 0.0f ? x[i] : 0.0f);
    uint32_t bits;
    memcpy(&bits, &above, 4);
    int32_t exponent = (int32_t)(bits >> 23) - 127;
    bits = (bits & 0x7FFFFF) | 0x3F800000;
    float mantissa;
    memcpy(&mantissa, &bits, 4);
    out[i] = (float)exponent + mantissa - 1.0f;
  }
}

TARGET static void NAME(share)(float *restrict out, const float *part, const float *whole, size_t rows) {
  rows &= ~(size_t)(COLUMN_STEP - 1);
  for (size_t i = 0; i < rows; i++) {
    float some = whole[i] > 0.0f ? whole[i] : 1.0f;
    float quotient = part[i] / some;
    out[i] = whole[i] > 0.0f ? quotient : 0.0f;
  }
}

TARGET static void NAME(capped)(float *restrict out, const float *x, float most, float divisor, size_t rows) {
  rows &= ~(size_t)(COLUMN_STEP - 1);
  for (size_t i = 0; i < rows; i++) out[i] = (x[i] < most ? x[i] : most) / divisor;
}

TARGET static void NAME(linear)(float *restrict out, const float *x, float factor, float summand, size_t rows) {
  rows &= ~(size_t)(COLUMN_STEP - 1);
  for (size_t i = 0; i < rows; i++) out[i] = factor * x[i] + summand;
}

TARGET static void NAME(minus)(float *restrict out, const float *x, const float *y, size_t rows) {
  rows &= ~(size_t)(COLUMN_STEP - 1);
  for (size_t i = 0; i < rows; i++) out[i] = x[i] - y[i];
}

TARGET static void NAME(times)(float *restrict out, const float *x, const float *y, size_t rows) {
  rows &= ~(size_t)(COLUMN_STEP - 1);
  for (size_t i = 0; i < rows; i++) out[i] = x[i] * y[i];
}

TARGET static void NAME(within)(float *restrict out, const float *x, float low, float high, size_t rows) {
  rows &= ~(size_t)(COLUMN_STEP - 1);
  for (size_t i = 0; i < rows; i++) out[i] = ((low <= x[i]) & (x[i] <= high)) ? 1.0f : 0.0f;
}

TARGET static void NAME(below)(float *restrict out, const float *x, float y, size_t rows) {
  rows &= ~(size_t)(COLUMN_STEP - 1);
  for (size_t i = 0; i < rows; i++) out[i] = x[i] < y ? 1.0f : 0.0f;
}

TARGET static void NAME(bit)(float *restrict out, const uint64_t *masks, unsigned bit, size_t rows) {
  rows &= ~(size_t)(COLUMN_STEP - 1);
  for (size_t i = 0; i < rows; i++) out[i] = (float)(int32_t)(masks[i] >> bit & 1);
}

TARGET static void NAME(deviations)(float *restrict out, const float *x, float mean, float scale, float limit,
                                    size_t rows) {
  rows &= ~(size_t)(COLUMN_STEP - 1);
  float zero = deviation(0.0f, mean, scale, limit);
  for (size_t i = 0; i < rows; i++) out[i] = deviation(x[i], mean, scale, limit) - zero;
}

/* Adds an input's weights times its values in UNITS rows to their sums, sixteen numbers of each. */
TARGET static inline __attribute__((always_inline)) void NAME(add)(
    numbers16 *sums, const float *weights, const float *values, size_t step) {
  numbers16 weight = *(const loose16 *)weights;
#pragma clang loop unroll(full)
  for (size_t unit = 0; unit < UNITS; unit++) sums[unit] += weight * values[unit * step];
}

/* Adds as many inputs as the rows are wide, the first one first. */
TARGET static inline __attribute__((always_inline)) void NAME(multiply)(
    numbers16 *sums, const float *weights, const float *rows, size_t width) {
  for (size_t i = 0; i < width; i++) NAME(add)(sums, weights + i * width, rows + i, width);
}

/* One bit for each number that is not zero. */
TARGET static inline __attribute__((always_inline)) uint64_t NAME(nonzero)(const float *numbers, size_t width) {
  uint64_t found = 0;
  for (size_t place = 0; place < width; place += 16) {
    flags16 flags = __builtin_convertvector(*(const loose16 *)(numbers + place) != 0.0f, flags16);
    uint16_t bits;
    memcpy(&bits, &flags, sizeof bits);
    found |= (uint64_t)bits << place;
  }
  return found;
}

/* Lists the inputs that are not zero in all of sixteen rows. */
TARGET static inline __attribute__((always_inline)) size_t NAME(list)(uint16_t *listed, const float *inputs,
                                                                      size_t stride, size_t count) {
  size_t used = 0;
  for (size_t i = 0; i < count; i++) {
    listed[used] = (uint16_t)i;
    used += NAME(nonzero)(inputs + i * stride, 16) != 0;
  }
  return used;
}

TARGET static void NAME(enter)(float *out, float *direct_out, const float *inputs, size_t stride, size_t input_count,
                               net_layer layer, const float *direct, size_t width, size_t rows) {
  uint16_t listed[NET_MAX_INPUTS];
  for (size_t start = 0; start < rows; start += 16) {
    size_t used = NAME(list)(listed, inputs + start, stride, input_count);
    for (size_t row = start; row < start + 16; row += UNITS) {
      for (size_t place = 0; place < width; place += 16) {
        numbers16 sums[UNITS];
        for (size_t unit = 0; unit < UNITS; unit++) sums[unit] = *(const loose16 *)(layer.bias + place);
        for (size_t i = 0; i < used; i++)
          NAME(add)(sums, layer.weights + listed[i] * width + place, inputs + listed[i] * stride + row, 1);
        for (size_t unit = 0; unit < UNITS; unit++)
          *(loose16 *)(out + (row + unit) * width + place) = POSITIVE(sums[unit]);
      }
    }
    numbers16 sum = {0};
    for (size_t i = 0; i < used; i++)
      sum += *(const loose16 *)(inputs + listed[i] * stride + start) * direct[listed[i]];
    *(loose16 *)(direct_out + start) = sum;
  }
}

/* Takes a row into the state: its gate says how much of what is new. Most numbers of a row are zero and add nothing. */
TARGET static inline __attribute__((always_inline)) void NAME(advance)(
    numbers16 *state, const float *numbers, net_layer gate, net_layer layer, size_t width) {
  numbers16 open[PLACES], new[PLACES];
  for (size_t place = 0; place < width / 16; place++) {
    open[place] = *(const loose16 *)(gate.bias + 16 * place);
    new[place] = *(const loose16 *)(layer.bias + 16 * place);
  }
  for (uint64_t left = NAME(nonzero)(numbers, width); left != 0; left &= left - 1) {
    size_t i = (size_t)__builtin_ctzll(left);
    float value = numbers[i];
    for (size_t place = 0; place < width / 16; place++) {
      open[place] += *(const loose16 *)(gate.weights + i * width + 16 * place) * value;
      new[place] += *(const loose16 *)(layer.weights + i * width + 16 * place) * value;
    }
  }
  for (size_t place = 0; place < width / 16; place++) {
    numbers16 share = 0.5f + 0.5f * SOFT_SIGN(open[place]);
    state[place] += share * (SOFT_SIGN(new[place]) - state[place]);
  }
}

/* Adds to UNITS rows what they make of the states from above and from below. */
TARGET static inline __attribute__((always_inline)) void NAME(join)(
    float *numbers, const float *above, const float *below, net_layer layer, size_t width) {
  for (size_t place = 0; place < width; place += 16) {
    numbers16 sums[UNITS];
    for (size_t unit = 0; unit < UNITS; unit++) sums[unit] = *(const loose16 *)(layer.bias + place);
    NAME(multiply)(sums, layer.weights + place, above, width);
    NAME(multiply)(sums, layer.weights + width * width + place, below, width);
    for (size_t unit = 0; unit < UNITS; unit++)
      *(loose16 *)(numbers + unit * width + place) += POSITIVE(sums[unit]);
  }
}

TARGET static inline __attribute__((always_inline)) void NAME(store)(float *out, const numbers16 *state, size_t width) {
  for (size_t place = 0; place < width / 16; place++) *(loose16 *)(out + 16 * place) = state[place];
}

TARGET static inline __attribute__((always_inline)) void NAME(round_of)(
    float *numbers, float *above, float *below, net_round round, size_t width, size_t rows) {
  numbers16 state[PLACES] = {0};
  for (size_t row = 0; row < rows; row++) {
    NAME(advance)(state, numbers + row * width, round.down_gate, round.down, width);
    NAME(store)(above + row * width, state, width);
  }
  /* The last rows are joined together with some behind them. */
  size_t end = (rows + UNITS - 1) / UNITS * UNITS;
  memset(above + rows * width, 0, (end - rows) * width * sizeof(float));
  memset(below, 0, UNITS * width * sizeof(float));
  memset(state, 0, sizeof state);
  for (size_t row = rows; row-- > 0;) {
    NAME(advance)(state, numbers + row * width, round.up_gate, round.up, width);
    NAME(store)(below + row % UNITS * width, state, width);
    if (row % UNITS == 0) NAME(join)(numbers + row * width, above + row * width, below, round.join, width);
  }
}

/* The widths that nets have are known to the compiler. */
TARGET static void NAME(round_run)(float *numbers, float *above, float *below, net_round round, size_t width,
                                   size_t rows) {
  if (width == 16)
    NAME(round_of)(numbers, above, below, round, 16, rows);
  else if (width == 32)
    NAME(round_of)(numbers, above, below, round, 32, rows);
  else
    NAME(round_of)(numbers, above, below, round, width, rows);
}

TARGET static void NAME(add_whole)(float *numbers, net_layer whole, size_t width, size_t rows) {
  numbers16 sums[PLACES] = {0};
  numbers16 most[PLACES] = {0};
  for (size_t row = 0; row < rows; row++) {
    for (size_t place = 0; place < width / 16; place++) {
      numbers16 x = *(loose16 *)(numbers + row * width + 16 * place);
      sums[place] += x;
      /* The larger one; all numbers are positive. */
      most[place] += POSITIVE(x - most[place]);
    }
  }
  float both[2 * NET_MAX_WIDTH];
  for (size_t place = 0; place < width / 16; place++) {
    *(loose16 *)(both + 16 * place) = sums[place] / (float)rows;
    *(loose16 *)(both + width + 16 * place) = most[place];
  }
  for (size_t place = 0; place < width; place += 16) {
    numbers16 sum = *(const loose16 *)(whole.bias + place);
    for (size_t i = 0; i < 2 * width; i++) sum += *(const loose16 *)(whole.weights + i * width + place) * both[i];
    numbers16 extra = POSITIVE(sum);
    for (size_t row = 0; row < rows; row++) *(loose16 *)(numbers + row * width + place) += extra;
  }
}

TARGET static void NAME(finish)(float *out, const float *numbers, const float *direct, net_layer last,
                                const float *final, float bias, size_t width, size_t rows) {
  for (size_t row = 0; row < rows; row += UNITS) {
    numbers16 all[UNITS];
    for (size_t place = 0; place < width; place += 16) {
      numbers16 sums[UNITS];
      for (size_t unit = 0; unit < UNITS; unit++) sums[unit] = *(const loose16 *)(last.bias + place);
      NAME(multiply)(sums, last.weights + place, numbers + row * width, width);
      numbers16 factors = *(const loose16 *)(final + place);
      for (size_t unit = 0; unit < UNITS; unit++) {
        numbers16 part = factors * POSITIVE(sums[unit]);
        all[unit] = place == 0 ? part : all[unit] + part;
      }
    }
    for (size_t unit = 0; unit < UNITS; unit++) {
      float x[16];
      memcpy(x, &all[unit], sizeof x);
      for (size_t half = 8; half > 0; half /= 2)
        for (size_t i = 0; i < half; i++) x[i] += x[i + half];
      out[row + unit] = bias + direct[row + unit] + x[0];
    }
  }
}

static const kernels NAME(all) = {
    NAME(lg),     NAME(share),      NAME(capped), NAME(linear),    NAME(minus),     NAME(times), NAME(within),
    NAME(below),  NAME(bit),        NAME(deviations), NAME(enter), NAME(round_run), NAME(add_whole), NAME(finish),
};
