"""The net of ContextNet.swift: training by net.c, use, and the bytes that are shipped."""

import collections
import ctypes
import functools
import math
import os
import struct
import subprocess
import tempfile

import numpy as np

CLIP = 4.0
# Units of a page that training sees at once, and of the pages of a step.
LONGEST = 2048
STEP = 5000


@functools.cache
def compiled(width):
    """net.c for nets of a width, as a library; the compiler is `cc` or what CC says."""
    folder = tempfile.mkdtemp()
    library = os.path.join(folder, "net.so")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "net.c")
    flags = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", f"-DW={width}"]
    subprocess.run([os.environ.get("CC", "cc"), *flags, "-o", library, source, "-lm"], check=True)
    result = ctypes.CDLL(library)
    at = ctypes.c_void_p
    result.page.argtypes = [at, at, ctypes.c_int, ctypes.c_int, at, at, at, at, ctypes.c_float, ctypes.c_float, ctypes.c_uint64]
    result.page.restype = ctypes.c_float
    os.remove(library)
    os.rmdir(folder)
    return result


def place(array):
    return array.ctypes.data


def share(logits):
    return 1 / (1 + np.exp(-logits))


def layers(features, width):
    """Name, inputs, outputs and size of the first weights of each layer, in the order of net.c."""
    yield "entry", features, width, 1.0
    yield "direct", features, 1, 0.1
    for index in range(2):
        for name in ("downGate", "down", "upGate", "up"):
            yield f"{name}{index}", width, width, 1.0
        yield f"join{index}", 2 * width, width, 0.5
    yield "page", 2 * width, width, 0.5
    yield "last", width, width, 1.0
    yield "final", width, 1, 0.3


def start(rng, features, width):
    parts = []
    for name, inputs, outputs, size in layers(features, width):
        parts.append((rng.normal(size=(inputs, outputs)) * size / math.sqrt(inputs)).ravel())
        if name != "direct":
            # Memories of 2 to 18 units to begin with.
            parts.append(np.linspace(-8, 0, width) if "Gate" in name else np.zeros(outputs))
    return np.concatenate(parts).astype(np.float32)


class ContextNet:
    """A net trained on pages, and on other makes of them (`more`), of which each round takes some at random.

    It has `width` numbers for each unit, a multiple of 16.

    With `teachers`, nets that were trained on the same pages and read the same features, it learns what their mean
    says of a page without some of its features, in place of the labels (Hinton et al., 2015; Beyer et al., 2022).
    """

    def __init__(self, pages, more=(), epochs=16, columns=None, noise=0.2, lasso=0.0, others=1, weight=0.7, seed=0, rate=5e-3,
                 drop=0.1, teachers=(), width=16):
        self.width, self.drop, self.teachers = width, drop, teachers
        self.columns = np.arange(pages[0]["x"].shape[1]) if columns is None else np.asarray(columns)
        sizes = collections.Counter(page["dataset"] for page in pages)
        weights = [(300 / sizes[page["dataset"]]) ** 0.5 for page in pages]
        self.measure(pages, weights)
        weights += [weight * (300 / (sizes[page["dataset"]] or 694)) ** 0.5 for page in more]
        self.own, self.pages, self.weights = len(pages), list(pages) + list(more), np.array(weights, np.float32)
        groups = collections.defaultdict(list)
        for index, page in enumerate(self.pages):
            groups[page["dataset"], page["id"]].append(index)
        self.inputs = [self.scaled(page) for page in self.pages]
        rng = np.random.default_rng(seed)
        p = start(rng, len(self.columns), width)
        m1, m2, count = np.zeros_like(p), np.zeros_like(p), 0
        total = len(self.steps(groups, others, np.random.default_rng(1))) * epochs * 1.02
        for _ in range(epochs):
            for ids in self.steps(groups, others, rng):
                count += 1
                now = rate * min(1, count / 50) * (0.5 * (1 + math.cos(math.pi * min(count / total, 1))) + 0.01)
                g = self.slope(p, ids, noise, lasso, rng)
                # Adam; gradients longer than 1 are cut.
                g *= min(1, 1 / (np.sqrt((g.astype(np.float64) ** 2).sum()) + 1e-9))
                m1, m2 = 0.9 * m1 + 0.1 * g, 0.99 * m2 + 0.01 * g * g
                p = p - now * (m1 / (1 - 0.9**count) / (np.sqrt(m2 / (1 - 0.99**count)) + 1e-8) + 1e-4 * p)
                p = p.astype(np.float32)
        self.p = p
        del self.pages, self.inputs, self.teachers

    def measure(self, pages, weights):
        x = np.concatenate([page["x"][:, self.columns] for page in pages])
        w = np.concatenate([page["tokens"] / (page["size"] + 0.15 * page["tokens"].sum() + 1) * a for page, a in zip(pages, weights)])
        w = (w + 0.0005) / (w + 0.0005).sum()
        mean = w @ x
        deviation = np.sqrt(np.maximum(w @ (x * x) - mean**2, 0))
        self.mean = mean.astype(np.float32)
        self.scale = np.where(deviation > 1e-4, 1 / np.maximum(deviation, 1e-4), 0).astype(np.float32)

    def scaled(self, page):
        x = np.clip((page["x"][:, self.columns] - self.mean) * self.scale, -CLIP, CLIP)
        return np.ascontiguousarray(x, np.float32)

    def steps(self, groups, others, rng):
        """The pages of one round, shuffled and cut into steps."""
        order = []
        for group in groups.values():
            own = [i for i in group if i < self.own]
            rest = [i for i in group if i >= self.own]
            wanted = min(others + (not own), len(rest))
            order += own + ([rest[j] for j in rng.choice(len(rest), wanted, replace=False)] if rest else [])
        rng.shuffle(order)
        result, units = [[]], 0
        for i in order:
            if units >= STEP:
                result.append([])
                units = 0
            result[-1].append(i)
            units += min(len(self.inputs[i]), LONGEST)
        return result

    def slope(self, p, ids, noise, lasso, rng):
        """The slope of the mean loss of some pages, each without some of its features, at random."""
        g, z, features = np.zeros_like(p), np.zeros(LONGEST, np.float32), len(self.columns)
        total = self.weights[ids].sum()
        for i in ids:
            x, y, tokens = self.inputs[i], self.pages[i]["y"], self.pages[i]["tokens"]
            if len(x) > LONGEST:
                a = int(rng.integers(0, len(x) - LONGEST + 1)) if rng.random() < 0.5 else 0
                x, y, tokens = (part[a : a + LONGEST] for part in (x, y, tokens))
            x = x * (rng.random(features) >= noise).astype(np.float32)
            if self.teachers:
                y = share(sum(teacher.logits(x) for teacher in self.teachers) / len(self.teachers))
            y, tokens = np.ascontiguousarray(y, np.float32), np.ascontiguousarray(tokens, np.float32)
            compiled(self.width).page(place(p), place(g), features, len(x), place(x), place(z), place(y), place(tokens),
                                      float(self.weights[i] / total), self.drop, int(rng.integers(1 << 62)))
        if lasso:
            entry, direct = self.reading(p)
            size = np.sqrt((entry**2).sum(1) + direct**2 + 1e-8)
            into, beside = self.reading(g)
            into += lasso * entry / size[:, None]
            beside += lasso * direct / size
        return g

    def reading(self, p):
        """The weights that read features: those of the first layer and the direct ones."""
        features = len(self.columns)
        first = features * self.width
        return p[:first].reshape(features, self.width), p[first + self.width : first + self.width + features]

    def probabilities(self, pages):
        """Of each page, for each unit."""
        return [share(self.logits(self.scaled(page))) for page in pages]

    def logits(self, x):
        """Of the units of a page with the inputs `x`."""
        z = np.zeros(len(x), np.float32)
        compiled(self.width).page(place(self.p), None, len(self.columns), len(x), place(x), place(z), None, None, 1.0, 0.0, 0)
        return z

    def reliance(self):
        """How much the net leans on each feature, as a share."""
        entry, direct = self.reading(self.p)
        size = np.sqrt((entry**2).sum(1) + direct**2)
        return size / size.sum()

    def packed(self):
        """What ContextNet.swift reads: weights as whole numbers of 16 bits with a unit for each layer."""
        data = struct.pack("<I", len(self.columns)) + self.columns.astype("<u2").tobytes()
        data += self.mean.astype("<f4").tobytes() + self.scale.astype("<f4").tobytes()
        at = 0
        for name, inputs, outputs, _ in layers(len(self.columns), self.width):
            w = self.p[at : at + inputs * outputs]
            at += len(w)
            b = self.p[at : at + outputs * (name != "direct")]
            at += len(b)
            data += w.astype("<f4").tobytes() if outputs == 1 else packed_layer(w)
            data += b.astype("<f4").tobytes()
        return data


def packed_layer(weights):
    w = weights.astype(np.float64)
    unit = np.float32(np.abs(w).max() / 32767)
    whole = np.clip(np.round(w / np.float64(unit)), -32767, 32767).astype("<i2")
    return struct.pack("<f", unit) + whole.tobytes()
