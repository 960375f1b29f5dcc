"""The net of ContextNet.swift: training with JAX, use, and the bytes that are shipped."""

import collections
import functools
import math
import os
import struct

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import jax
import jax.numpy as jnp
import numpy as np

WIDTH = 16
CLIP = 4.0
# Pages are padded to one of these numbers of units; longer ones are cut in training.
SIZES = (64, 160, 384, 896, 2048)
BATCH = 8192


def affine(layer, x):
    return x @ layer["w"] + layer["b"]


def soft_sign(x):
    return x / (1 + jnp.abs(x))


def openness(x):
    return 0.5 + 0.5 * soft_sign(x)


def carry(gate, new, upwards):
    """state += gate x (new - state), down or up the page."""
    join = lambda a, b: (a[0] * b[0], b[0] * a[1] + b[1])
    return jax.lax.associative_scan(join, (1 - gate, gate * new), axis=1, reverse=upwards)[1]


def logits(p, x, mask, key=None, drop=0.0):
    relu, m = jax.nn.relu, mask[..., None]
    h = relu(affine(p["entry"], x)) * m
    if key is not None:
        first, second = jax.random.split(key)
        h = h * jax.random.bernoulli(first, 1 - drop, (h.shape[0], 1, h.shape[2])) / (1 - drop)
    for index, q in enumerate(p["rounds"]):
        if index == 1:
            mean = h.sum(1) / jnp.maximum(mask.sum(1, keepdims=True), 1)
            most = jnp.where(m > 0, h, -9).max(1)
            h = (h + relu(affine(p["page"], jnp.concatenate([mean, most], -1)))[:, None]) * m
        above = carry(openness(affine(q["downGate"], h)) * m, soft_sign(affine(q["down"], h)), False)
        below = carry(openness(affine(q["upGate"], h)) * m, soft_sign(affine(q["up"], h)), True)
        h = (h + relu(affine(q["join"], jnp.concatenate([above, below], -1)))) * m
    if key is not None:
        h = h * jax.random.bernoulli(second, 1 - drop, h.shape) / (1 - drop)
    return affine(p["final"], relu(affine(p["last"], h)))[..., 0] + (x @ p["direct"])[..., 0]


def loss(p, x, m, y, t, w, key, how):
    """Cross-entropy by tokens plus 1 - the soft F1 of tokens, of each page."""
    noise, lasso, drop = how
    first, key = jax.random.split(key)
    x = x * jax.random.bernoulli(first, 1 - noise, (x.shape[0], 1, x.shape[2]))
    z, tokens = logits(p, x, m, key, drop), t * m
    entropy = jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z)))
    entropy = (entropy * (tokens + 0.5 * m)).sum(1) / (jnp.maximum(tokens.sum(1), 1) + 0.5 * m.sum(1))
    share = jax.nn.sigmoid(z)
    f1 = 2 * (tokens * share * y).sum(1) / jnp.maximum((tokens * share).sum(1) + (tokens * y).sum(1), 1e-6)
    norms = jnp.sqrt((p["entry"]["w"] ** 2).sum(1) + p["direct"][:, 0] ** 2 + 1e-8)
    return ((entropy + 1 - f1) * w).sum() / w.sum() + lasso * norms.sum()


@functools.partial(jax.jit, donate_argnums=(0, 1, 2))
def step(p, m1, m2, x, m, y, t, w, key, rate, i, how):
    """A step of Adam; gradients longer than 1 are cut."""
    g = jax.grad(loss)(p, x, m, y, t, w, key, how)
    cut = jnp.minimum(1, 1 / (jnp.sqrt(sum(jnp.sum(a * a) for a in jax.tree.leaves(g))) + 1e-9))
    m1 = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b * cut, m1, g)
    m2 = jax.tree.map(lambda a, b: 0.99 * a + 0.01 * (b * cut) ** 2, m2, g)
    move = lambda a, b, c: a - rate * (b / (1 - 0.9**i) / (jnp.sqrt(c / (1 - 0.99**i)) + 1e-8) + 1e-4 * a)
    return jax.tree.map(move, p, m1, m2), m1, m2


forward = jax.jit(lambda p, x, m: logits(p, x, m))


def start(rng, features):
    def layer(inputs, outputs, size=1.0):
        w = rng.normal(size=(inputs, outputs)) * size / math.sqrt(inputs)
        return {"w": jnp.asarray(w, jnp.float32), "b": jnp.zeros(outputs)}

    p = {"entry": layer(features, WIDTH), "rounds": [], "page": layer(2 * WIDTH, WIDTH, 0.5),
         "last": layer(WIDTH, WIDTH), "final": layer(WIDTH, 1, 0.3), "direct": layer(features, 1, 0.1)["w"]}
    for _ in range(2):
        q = {name: layer(WIDTH, WIDTH) for name in ("downGate", "down", "upGate", "up")}
        q["join"] = layer(2 * WIDTH, WIDTH, 0.5)
        # Memories of 2 to 18 units to begin with.
        q["downGate"]["b"] = q["upGate"]["b"] = jnp.linspace(-8, 0, WIDTH)
        p["rounds"].append(q)
    return jax.tree.map(jnp.array, p)


class ContextNet:
    """A net trained on pages, and on other makes of them (`more`), of which each round takes some at random."""

    def __init__(self, pages, more=(), epochs=16, columns=None, noise=0.2, lasso=0.0, others=1, weight=0.7, seed=0, rate=5e-3):
        self.columns = np.arange(pages[0]["x"].shape[1]) if columns is None else np.asarray(columns)
        sizes = collections.Counter(page["dataset"] for page in pages)
        weights = [(300 / sizes[page["dataset"]]) ** 0.5 for page in pages]
        self.measure(pages, weights)
        self.own, self.pages = len(pages), list(pages) + list(more)
        weights += [weight * (300 / (sizes[page["dataset"]] or 694)) ** 0.5 for page in more]
        groups = collections.defaultdict(list)
        for index, page in enumerate(self.pages):
            groups[page["dataset"], page["id"]].append(index)
        scaled = [self.scaled(page) for page in self.pages]
        rng = np.random.default_rng(seed)
        p = start(rng, len(self.columns))
        m1, m2, key, count = jax.tree.map(jnp.zeros_like, p), jax.tree.map(jnp.zeros_like, p), jax.random.PRNGKey(seed), 0
        total = len(self.batches(groups, others, rng)) * epochs * 1.02
        for _ in range(epochs):
            for size, places, ids in self.batches(groups, others, rng):
                count += 1
                key, part = jax.random.split(key)
                now = rate * min(1, count / 50) * (0.5 * (1 + math.cos(math.pi * min(count / total, 1))) + 0.01)
                batch = self.batch(int(size), int(places), ids, scaled, weights, rng)
                p, m1, m2 = step(p, m1, m2, *batch, part, now, float(count), (noise, lasso, 0.1))
        self.p = jax.tree.map(np.asarray, p)
        del self.pages

    def measure(self, pages, weights):
        x = np.concatenate([page["x"][:, self.columns] for page in pages])
        w = np.concatenate([page["tokens"] / (page["size"] + 0.15 * page["tokens"].sum() + 1) * a for page, a in zip(pages, weights)])
        w = (w + 0.0005) / (w + 0.0005).sum()
        mean = w @ x
        deviation = np.sqrt(np.maximum(w @ (x * x) - mean**2, 0))
        self.mean = mean.astype(np.float32)
        self.scale = np.where(deviation > 1e-4, 1 / np.maximum(deviation, 1e-4), 0).astype(np.float32)

    def scaled(self, page):
        return np.clip((page["x"][:, self.columns] - self.mean) * self.scale, -CLIP, CLIP).astype(np.float32)

    def batches(self, groups, others, rng):
        by_size = collections.defaultdict(list)
        for group in groups.values():
            own = [i for i in group if i < self.own]
            rest = [i for i in group if i >= self.own]
            wanted = min(others + (not own), len(rest))
            for i in own + ([rest[j] for j in rng.choice(len(rest), wanted, replace=False)] if rest else []):
                by_size[next((size for size in SIZES if len(self.pages[i]["y"]) <= size), SIZES[-1])].append(i)
        result = []
        for size, ids in by_size.items():
            rng.shuffle(ids)
            places = max(1, BATCH // size)
            result += [(size, places, ids[i : i + places]) for i in range(0, len(ids), places)]
        rng.shuffle(result)
        return result

    def batch(self, size, places, ids, scaled, weights, rng):
        x = np.zeros((places, size, len(self.columns)), np.float32)
        m = np.zeros((places, size), np.float32)
        y, t, w = np.zeros_like(m), np.zeros_like(m), np.zeros(places, np.float32)
        for row, i in enumerate(ids):
            n, a = len(scaled[i]), 0
            if n > size:
                a, n = int(rng.integers(0, n - size + 1)) if rng.random() < 0.5 else 0, size
            page = self.pages[i]
            x[row, :n], m[row, :n], w[row] = scaled[i][a : a + n], 1, weights[i]
            y[row, :n], t[row, :n] = page["y"][a : a + n], page["tokens"][a : a + n]
        return x, m, y, t, w

    def probabilities(self, pages):
        """Of each page, for each unit."""
        result = [None] * len(pages)
        by_size = collections.defaultdict(list)
        for i, page in enumerate(pages):
            by_size[next(size for size in SIZES + (4096, 8192, 32768) if len(page["y"]) <= size)].append(i)
        for size, ids in by_size.items():
            places = max(1, BATCH // size)
            for at in range(0, len(ids), places):
                x = np.zeros((places, size, len(self.columns)), np.float32)
                m = np.zeros((places, size), np.float32)
                for row, i in enumerate(ids[at : at + places]):
                    n = len(pages[i]["y"])
                    x[row, :n], m[row, :n] = self.scaled(pages[i]), 1
                z = np.asarray(forward(self.p, x, m))
                for row, i in enumerate(ids[at : at + places]):
                    result[i] = 1 / (1 + np.exp(-z[row, : len(pages[i]["y"])]))
        return result

    def ranking(self):
        """The features, those that the net leans on most first."""
        return np.argsort(-np.sqrt((self.p["entry"]["w"] ** 2).sum(1) + self.p["direct"][:, 0] ** 2))

    def packed(self):
        """What ContextNet.swift reads: weights as whole numbers of 16 bits with a unit for each layer."""
        data = struct.pack("<I", len(self.columns)) + self.columns.astype("<u2").tobytes()
        data += self.mean.astype("<f4").tobytes() + self.scale.astype("<f4").tobytes()
        data += packed_layer(self.p["entry"]) + self.p["direct"][:, 0].astype("<f4").tobytes()
        for q in self.p["rounds"]:
            for name in ("downGate", "down", "upGate", "up", "join"):
                data += packed_layer(q[name])
        data += packed_layer(self.p["page"]) + packed_layer(self.p["last"])
        return data + self.p["final"]["w"][:, 0].astype("<f4").tobytes() + struct.pack("<f", self.p["final"]["b"][0])


def packed_layer(layer):
    w = np.asarray(layer["w"], np.float64)
    unit = np.float32(np.abs(w).max() / 32767)
    whole = np.clip(np.round(w / np.float64(unit)), -32767, 32767).astype("<i2")
    return struct.pack("<f", unit) + whole.tobytes() + layer["b"].astype("<f4").tobytes()
