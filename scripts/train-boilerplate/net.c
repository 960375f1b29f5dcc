// Gradient and use of the net of ContextNet.swift, one page at a time; net.py compiles and calls it.

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifndef W
#define W 16
#endif

typedef float V __attribute__((vector_size(64), aligned(4), may_alias));

// Where each layer's weights stand in the parameters of a net with `f` features.
typedef struct { int entry, direct, round[2], page, last, final, size; } Places;
enum { SQUARE = W * W + W, PAIR = 2 * W * W + W, ROUND = 4 * SQUARE + PAIR };

static Places places(int f) {
  Places p;
  p.entry = 0;
  p.direct = f * W + W;
  p.round[0] = p.direct + f;
  p.round[1] = p.round[0] + ROUND;
  p.page = p.round[1] + ROUND;
  p.last = p.page + PAIR;
  p.final = p.last + SQUARE;
  p.size = p.final + W + 1;
  return p;
}

int parameters(int f) { return places(f).size; }

// out[n][o] = bias + x[n][i] w[i][o], or added to what is there without a bias; `o` is a multiple of 16.
static void affine(const float *w, const float *bias, int i, int o, int n, const float *x, float *out) {
  for (int c = 0; c < o; c += 16) {
    int t = 0;
    for (; t + 4 <= n; t += 4) {
      const float *x0 = x + (size_t)t * i, *x1 = x0 + i, *x2 = x1 + i, *x3 = x2 + i;
      float *o0 = out + (size_t)t * o + c;
      V a0, a1, a2, a3;
      if (bias) a0 = a1 = a2 = a3 = *(const V *)(bias + c);
      else a0 = *(V *)o0, a1 = *(V *)(o0 + o), a2 = *(V *)(o0 + 2 * o), a3 = *(V *)(o0 + 3 * o);
      for (int k = 0; k < i; k++) {
        V e = *(const V *)(w + k * o + c);
        a0 += e * x0[k]; a1 += e * x1[k]; a2 += e * x2[k]; a3 += e * x3[k];
      }
      *(V *)o0 = a0; *(V *)(o0 + o) = a1; *(V *)(o0 + 2 * o) = a2; *(V *)(o0 + 3 * o) = a3;
    }
    for (; t < n; t++) {
      float *to = out + (size_t)t * o + c;
      V a = bias ? *(const V *)(bias + c) : *(V *)to;
      for (int k = 0; k < i; k++) a += *(const V *)(w + k * o + c) * x[(size_t)t * i + k];
      *(V *)to = a;
    }
  }
}

// gw[i][W] += x[n][i] d[n][W], and the bias behind it.
static void outer(float *gw, int i, int n, const float *x, const float *d) {
  float *gb = gw + i * W;
  for (int c = 0; c < W; c += 16) {
    int t = 0;
    for (; t + 4 <= n; t += 4) {
      const float *x0 = x + (size_t)t * i, *x1 = x0 + i, *x2 = x1 + i, *x3 = x2 + i;
      const float *d0 = d + (size_t)t * W + c;
      V a = *(const V *)d0, b = *(const V *)(d0 + W), e = *(const V *)(d0 + 2 * W), f = *(const V *)(d0 + 3 * W);
      for (int k = 0; k < i; k++) *(V *)(gw + k * W + c) += a * x0[k] + b * x1[k] + e * x2[k] + f * x3[k];
      *(V *)(gb + c) += a + b + e + f;
    }
    for (; t < n; t++) {
      V a = *(const V *)(d + (size_t)t * W + c);
      for (int k = 0; k < i; k++) *(V *)(gw + k * W + c) += a * x[(size_t)t * i + k];
      *(V *)(gb + c) += a;
    }
  }
}

// dx[n][i] += d[n][W] w[i][W].
static void back(const float *w, int i, int n, const float *d, float *dx) {
  float turned[W * 2 * W];
  for (int k = 0; k < i; k++)
    for (int c = 0; c < W; c++) turned[c * i + k] = w[k * W + c];
  affine(turned, NULL, W, i, n, d, dx);
}

static void rectify(float *x, int n) {
  for (int k = 0; k < n; k++) x[k] = x[k] > 0 ? x[k] : 0;
}

// What a round holds for the way back: gates and new numbers, down and up; both memories beside each other; what it adds.
typedef struct { float *gate[2], *fresh[2], *memory, *added; } Round;

static void forward(const float *p, int n, const float *in, float *out, Round r) {
  for (int way = 0; way < 2; way++) {
    const float *gate = p + 2 * way * SQUARE, *fresh = gate + SQUARE;
    affine(gate, gate + W * W, W, W, n, in, r.gate[way]);
    affine(fresh, fresh + W * W, W, W, n, in, r.fresh[way]);
    for (int k = 0; k < n * W; k++) {
      r.gate[way][k] = 0.5f + 0.5f * r.gate[way][k] / (1 + fabsf(r.gate[way][k]));
      r.fresh[way][k] = r.fresh[way][k] / (1 + fabsf(r.fresh[way][k]));
    }
    float s[W] = {0};
    for (int j = 0; j < n; j++) {
      int t = way ? n - 1 - j : j;
      for (int c = 0; c < W; c++) {
        s[c] += r.gate[way][t * W + c] * (r.fresh[way][t * W + c] - s[c]);
        r.memory[t * 2 * W + way * W + c] = s[c];
      }
    }
  }
  const float *join = p + 4 * SQUARE;
  affine(join, join + 2 * W * W, 2 * W, W, n, r.memory, r.added);
  rectify(r.added, n * W);
  for (int k = 0; k < n * W; k++) out[k] = in[k] + r.added[k];
}

// Turns `d`, the slope at the round's output, into that at its input.
static void backward(const float *p, float *g, int n, const float *in, float *d, Round r, float *room) {
  float *dj = room, *dm = dj + n * W;
  for (int k = 0; k < n * W; k++) dj[k] = r.added[k] > 0 ? d[k] : 0;
  outer(g + 4 * SQUARE, 2 * W, n, r.memory, dj);
  memset(dm, 0, sizeof(float) * n * 2 * W);
  back(p + 4 * SQUARE, 2 * W, n, dj, dm);
  for (int way = 0; way < 2; way++) {
    float carry[W] = {0}, *dg = r.gate[way], *df = r.fresh[way];
    for (int j = 0; j < n; j++) {
      int t = way ? j : n - 1 - j, before = way ? t + 1 : t - 1;
      int inside = before >= 0 && before < n;
      for (int c = 0; c < W; c++) {
        float gate = dg[t * W + c], fresh = df[t * W + c], s = inside ? r.memory[before * 2 * W + way * W + c] : 0;
        float ds = dm[t * 2 * W + way * W + c] + carry[c];
        float a = 1 - fabsf(2 * gate - 1), b = 1 - fabsf(fresh);
        dg[t * W + c] = ds * (fresh - s) * 0.5f * a * a;
        df[t * W + c] = ds * gate * b * b;
        carry[c] = ds * (1 - gate);
      }
    }
    outer(g + 2 * way * SQUARE, W, n, in, dg);
    outer(g + (2 * way + 1) * SQUARE, W, n, in, df);
    back(p + 2 * way * SQUARE, W, n, dg, d);
    back(p + (2 * way + 1) * SQUARE, W, n, df, d);
  }
}

static uint64_t next(uint64_t *state) {
  uint64_t z = *state += 0x9E3779B97F4A7C15;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return z ^ z >> 31;
}

// Logits of a page of `n` units with `f` features into `z`. With `g` the slope of weight x (cross-entropy by tokens
// + 1 - soft token F1) is added to it: `y` are the labels, `tokens` the sizes of units, `drop` the share of numbers
// that are left out by `seed`. Returns the loss.
float page(const float *p, float *g, int f, int n, const float *x, float *z, const float *y, const float *tokens,
           float weight, float drop, uint64_t seed) {
  Places at = places(f);
  size_t a = (size_t)n * W;
  float *room = aligned_alloc(64, ((sizeof(float) * (a * 26 + 64)) / 64 + 1) * 64);
  float *h0 = room, *h1 = h0 + a, *h2 = h1 + a, *h3 = h2 + a, *mask = h3 + a, *l = mask + a, *d = l + a, *spare = d + a;
  Round r[2];
  float *rest = spare + 3 * a;
  for (int k = 0; k < 2; k++, rest += 7 * a)
    r[k] = (Round){{rest, rest + a}, {rest + 2 * a, rest + 3 * a}, rest + 4 * a, rest + 6 * a};
  affine(p + at.entry, p + at.entry + f * W, f, W, n, x, h0);
  rectify(h0, n * W);
  float first[W];
  uint64_t limit = (uint64_t)(drop * 65536.0f);
  for (int c = 0; c < W; c++) first[c] = g && (next(&seed) & 65535) < limit ? 0 : g ? 1 / (1 - drop) : 1;
  for (int t = 0; t < n; t++)
    for (int c = 0; c < W; c++) h0[t * W + c] *= first[c];
  forward(p + at.round[0], n, h0, h1, r[0]);
  float sums[2 * W] = {0}, paged[W];
  int highest[W] = {0};
  for (int c = 0; c < W; c++) {
    float most = -9e9f;
    for (int t = 0; t < n; t++) {
      sums[c] += h1[t * W + c];
      if (h1[t * W + c] > most) most = h1[t * W + c], highest[c] = t;
    }
    sums[c] /= n;
    sums[W + c] = most;
  }
  affine(p + at.page, p + at.page + 2 * W * W, 2 * W, W, 1, sums, paged);
  rectify(paged, W);
  for (int t = 0; t < n; t++)
    for (int c = 0; c < W; c++) h2[t * W + c] = h1[t * W + c] + paged[c];
  forward(p + at.round[1], n, h2, h3, r[1]);
  if (g) {
    float up = 1 / (1 - drop);
    for (size_t k = 0; k < a; k += 4) {
      uint64_t bits = next(&seed);
      for (int j = 0; j < 4; j++, bits >>= 16) mask[k + j] = (bits & 65535) < limit ? 0 : up;
    }
    for (size_t k = 0; k < a; k++) h3[k] *= mask[k];
  }
  affine(p + at.last, p + at.last + W * W, W, W, n, h3, l);
  rectify(l, n * W);
  const float *final = p + at.final, *direct = p + at.direct;
  for (int t = 0; t < n; t++) {
    float sum = final[W];
    for (int c = 0; c < W; c++) sum += l[t * W + c] * final[c];
    for (int k = 0; k < f; k++) sum += x[(size_t)t * f + k] * direct[k];
    z[t] = sum;
  }
  float loss = 0;
  if (g) {
    float total = 0, kept = 0, wanted = 0, both = 0;
    for (int t = 0; t < n; t++) {
      float share = 1 / (1 + expf(-z[t]));
      total += tokens[t];
      kept += tokens[t] * share;
      wanted += tokens[t] * y[t];
      both += tokens[t] * share * y[t];
    }
    float by = (total > 1 ? total : 1) + 0.5f * n, under = kept + wanted > 1e-6f ? kept + wanted : 1e-6f;
    loss = 1 - 2 * both / under;
    memset(d, 0, sizeof(float) * a);
    float gf[W + 1] = {0};
    for (int t = 0; t < n; t++) {
      float share = 1 / (1 + expf(-z[t]));
      loss += (fmaxf(z[t], 0) - z[t] * y[t] + log1pf(expf(-fabsf(z[t])))) * (tokens[t] + 0.5f) / by;
      float slope = (share - y[t]) * (tokens[t] + 0.5f) / by;
      slope -= 2 * tokens[t] * (y[t] * under - both) / (under * under) * share * (1 - share);
      slope *= weight;
      for (int c = 0; c < W; c++) {
        gf[c] += slope * l[t * W + c];
        l[t * W + c] = l[t * W + c] > 0 ? slope * final[c] : 0;
      }
      gf[W] += slope;
      float *gd = g + at.direct;
      for (int k = 0; k < f; k++) gd[k] += slope * x[(size_t)t * f + k];
    }
    for (int c = 0; c <= W; c++) g[at.final + c] += gf[c];
    outer(g + at.last, W, n, h3, l);
    back(p + at.last, W, n, l, d);
    for (size_t k = 0; k < a; k++) d[k] *= mask[k];
    backward(p + at.round[1], g + at.round[1], n, h2, d, r[1], spare);
    float dp[W] = {0}, dsums[2 * W] = {0};
    for (int t = 0; t < n; t++)
      for (int c = 0; c < W; c++) dp[c] += d[t * W + c];
    for (int c = 0; c < W; c++) dp[c] = paged[c] > 0 ? dp[c] : 0;
    outer(g + at.page, 2 * W, 1, sums, dp);
    back(p + at.page, 2 * W, 1, dp, dsums);
    for (int c = 0; c < W; c++) {
      for (int t = 0; t < n; t++) d[t * W + c] += dsums[c] / n;
      d[highest[c] * W + c] += dsums[W + c];
    }
    backward(p + at.round[0], g + at.round[0], n, h0, d, r[0], spare);
    for (int t = 0; t < n; t++)
      for (int c = 0; c < W; c++) d[t * W + c] = h0[t * W + c] > 0 ? d[t * W + c] * first[c] : 0;
    outer(g + at.entry, f, n, x, d);
  }
  free(room);
  return loss;
}
