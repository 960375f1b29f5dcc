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
  for (size_t i = 0; i < rows; i++) {
    float value = (x[i] - mean) * scale;
    value = value > limit ? limit : value;
    out[i] = value < -limit ? -limit : value;
  }
}

/* Adds weights times inputs to the sums of UNITS rows, sixteen numbers of each; the first input first. */
TARGET static inline __attribute__((always_inline)) void NAME(multiply)(
    numbers16 *sums, const float *weights, size_t width, const float *inputs, size_t count, size_t unit_step,
    size_t input_step) {
  for (size_t i = 0; i < count; i++) {
    numbers16 weight = *(const loose16 *)(weights + i * width);
#pragma clang loop unroll(full)
    for (size_t unit = 0; unit < UNITS; unit++) {
      float value = inputs[unit * unit_step + i * input_step];
      sums[unit] += weight * value;
    }
  }
}

TARGET static void NAME(enter)(float *out, float *direct_out, const float *inputs, size_t stride, size_t input_count,
                               net_layer layer, const float *direct, size_t width, size_t rows) {
  for (size_t row = 0; row < rows; row += UNITS) {
    for (size_t place = 0; place < width; place += 16) {
      numbers16 sums[UNITS];
      for (size_t unit = 0; unit < UNITS; unit++) sums[unit] = *(const loose16 *)(layer.bias + place);
      NAME(multiply)(sums, layer.weights + place, width, inputs + row, input_count, 1, stride);
      for (size_t unit = 0; unit < UNITS; unit++)
        *(loose16 *)(out + (row + unit) * width + place) = POSITIVE(sums[unit]);
    }
  }
  for (size_t row = 0; row < rows; row += 16) {
    numbers16 sum = {0};
    for (size_t i = 0; i < input_count; i++) sum += *(const loose16 *)(inputs + i * stride + row) * direct[i];
    *(loose16 *)(direct_out + row) = sum;
  }
}

/* What a gate lets in and what is new, of COLUMN_STEP rows. */
TARGET static inline __attribute__((always_inline)) void NAME(gates)(
    float *open, float *new, const float *numbers, net_layer gate, net_layer layer, size_t width) {
  for (size_t row = 0; row < COLUMN_STEP; row += UNITS) {
    for (size_t place = 0; place < width; place += 16) {
      numbers16 sums[UNITS];
      for (size_t unit = 0; unit < UNITS; unit++) sums[unit] = *(const loose16 *)(gate.bias + place);
      NAME(multiply)(sums, gate.weights + place, width, numbers + row * width, width, width, 1);
      for (size_t unit = 0; unit < UNITS; unit++)
        *(loose16 *)(open + (row + unit) * width + place) = 0.5f + 0.5f * SOFT_SIGN(sums[unit]);
      for (size_t unit = 0; unit < UNITS; unit++) sums[unit] = *(const loose16 *)(layer.bias + place);
      NAME(multiply)(sums, layer.weights + place, width, numbers + row * width, width, width, 1);
      for (size_t unit = 0; unit < UNITS; unit++)
        *(loose16 *)(new + (row + unit) * width + place) = SOFT_SIGN(sums[unit]);
    }
  }
}

TARGET static void NAME(round_run)(float *numbers, float *above, float *scratch, net_round round, size_t width,
                                   size_t rows) {
  float *open = scratch;
  float *new = scratch + COLUMN_STEP * width;
  float carried[NET_MAX_WIDTH];
  for (size_t place = 0; place < width; place++) carried[place] = 0;
  for (size_t start = 0; start < rows; start += COLUMN_STEP) {
    NAME(gates)(open, new, numbers + start * width, round.down_gate, round.down, width);
    for (size_t place = 0; place < width; place += 16) {
      numbers16 state = *(loose16 *)(carried + place);
      for (size_t row = 0; row < COLUMN_STEP; row++) {
        size_t at = row * width + place;
        state += *(loose16 *)(open + at) * (*(loose16 *)(new + at) - state);
        *(loose16 *)(above + start * width + at) = state;
      }
      *(loose16 *)(carried + place) = state;
    }
  }
  for (size_t place = 0; place < width; place++) carried[place] = 0;
  for (size_t end = (rows + COLUMN_STEP - 1) / COLUMN_STEP * COLUMN_STEP; end > 0; end -= COLUMN_STEP) {
    size_t start = end - COLUMN_STEP;
    size_t count = rows - start < COLUMN_STEP ? rows - start : COLUMN_STEP;
    NAME(gates)(open, new, numbers + start * width, round.up_gate, round.up, width);
    for (size_t place = 0; place < width; place += 16) {
      numbers16 state = *(loose16 *)(carried + place);
      for (size_t row = count; row-- > 0;) {
        size_t at = row * width + place;
        state += *(loose16 *)(open + at) * (*(loose16 *)(new + at) - state);
        *(loose16 *)(open + at) = state;
      }
      *(loose16 *)(carried + place) = state;
    }
    for (size_t row = 0; row < count; row += UNITS) {
      for (size_t place = 0; place < width; place += 16) {
        numbers16 sums[UNITS];
        for (size_t unit = 0; unit < UNITS; unit++) sums[unit] = *(const loose16 *)(round.join.bias + place);
        NAME(multiply)(sums, round.join.weights + place, width, above + (start + row) * width, width, width, 1);
        NAME(multiply)(sums, round.join.weights + width * width + place, width, open + row * width, width, width, 1);
        for (size_t unit = 0; unit < UNITS; unit++)
          *(loose16 *)(numbers + (start + row + unit) * width + place) += POSITIVE(sums[unit]);
      }
    }
  }
}

TARGET static void NAME(add_whole)(float *numbers, net_layer whole, size_t width, size_t rows) {
  float both[2 * NET_MAX_WIDTH];
  float count = (float)rows;
  for (size_t place = 0; place < width; place += 16) {
    numbers16 sum = {0};
    numbers16 most = {0};
    for (size_t row = 0; row < rows; row++) {
      numbers16 x = *(loose16 *)(numbers + row * width + place);
      sum += x;
      /* The larger one; all numbers are positive. */
      most += POSITIVE(x - most);
    }
    *(loose16 *)(both + place) = sum / count;
    *(loose16 *)(both + width + place) = most;
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
      NAME(multiply)(sums, last.weights + place, width, numbers + row * width, width, width, 1);
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
