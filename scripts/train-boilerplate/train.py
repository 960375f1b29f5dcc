"""Trains a model from extracted pages and writes its weights: train.py KIND FOLDER OUT.swift [--quick].

A logistic regression, by Newton steps. `--quick` leaves out the cross-validation. See README.md.
"""

import base64
import glob
import hashlib
import os
import pickle
import struct
import sys

import numpy as np

from pages import page_f1, tokens

SHIPPED = ["wcxb", "wcxb-more", "scrapinghub", "chinese"]
CORE = ["scrapinghub", "wcxb", "dragnet", "cleaneval", "l3s-gn1", "cleanportaleval"]
CLIP = 4.0


def read(folder, kind, name):
    with open(os.path.join(folder, f"{kind}-{name}.pkl"), "rb") as file:
        return [page for page in pickle.load(file) if len(page["y"])]


def fold_of(page):
    return hashlib.sha256(page["host"].encode()).digest()[0] % 5


def stack(pages):
    sizes = {}
    for page in pages:
        sizes[page["dataset"]] = sizes.get(page["dataset"], 0) + 1
    x = np.concatenate([page["x"] for page in pages])
    y = np.concatenate([page["y"] for page in pages])
    w = np.concatenate([weights(page) * (300 / sizes[page["dataset"]]) ** 0.5 for page in pages])
    return x, y, w.astype(np.float32)


def weights(page):
    return page["tokens"] / (page["size"] + 0.15 * page["tokens"].sum() + 1)


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -30, 30)))


class Linear:
    def __init__(self, x, y, w, penalty=3.0):
        total = w.sum()
        self.mean = (w[:, None] * x).sum(0) / total
        sd = np.sqrt((w[:, None] * (x - self.mean) ** 2).sum(0) / total)
        self.scale = np.where(sd > 1e-4, 1 / np.maximum(sd, 1e-4), 0).astype(np.float32)
        self.mean = self.mean.astype(np.float32)
        z = self.scaled(x)
        z = np.concatenate([z, np.ones((len(z), 1), np.float32)], 1)
        beta = np.zeros(z.shape[1], np.float32)
        ridge = np.full(z.shape[1], penalty, np.float32)
        ridge[-1] = 1e-3
        for _ in range(7):
            p = sigmoid(z @ beta)
            gradient = z.T @ (w * (p - y)) + ridge * beta
            curve = z.T @ (z * (w * np.maximum(p * (1 - p), 1e-3))[:, None]) + np.diag(ridge)
            beta = beta - np.linalg.solve(curve, gradient)
        self.beta = beta.astype(np.float32)

    def scaled(self, x):
        return np.clip((x - self.mean) * self.scale, -CLIP, CLIP).astype(np.float32)

    def __call__(self, x):
        return sigmoid(self.scaled(x) @ self.beta[:-1] + self.beta[-1])


def kept(page, p, base=1.1):
    """The units above the threshold that maximises the expected F1."""
    t = 0.45
    counts = page["tokens"]
    everything = (p * counts).sum()
    for _ in range(4):
        chosen = p > t
        best = (p * counts)[chosen].sum() * base / max(counts[chosen].sum() + everything, 1e-6)
        t = min(max(best, 0.2), 0.6)
    chosen = p > t
    return chosen


def score(page, p):
    chosen = kept(page, p)
    if not chosen.any():
        chosen = p >= p.max()
    words = [word for text, use in zip(page["texts"], chosen) if use for word in tokens(text)]
    return page_f1(words, tokens(page["gold"]))


def report(name, results):
    means = {data: np.mean([f for d, f in results if d == data]) for data in {d for d, _ in results}}
    core = [means[data] for data in CORE if data in means]
    line = " ".join(f"{data} {means[data]:.3f}" for data in CORE + ["mozilla", "chinese", "wcxb-more"] if data in means)
    print(f"{name}: core {np.mean(core):.3f} ({len(core)}) {line}", flush=True)


def train(pages):
    return Linear(*stack(pages))


def pack(linear, features):
    data = struct.pack("<I", features)
    for part in (linear.mean, linear.scale, linear.beta):
        data += part.astype("<f4").tobytes()
    return data


def main(kind, folder, out, *flags):
    short = kind.lower()
    train_pages = [page for name in SHIPPED if os.path.exists(f"{folder}/{short}-{name}.pkl") for page in read(folder, short, name)]
    extra = []
    for path in sorted(glob.glob(f"{folder}/v-*.pkl")) if kind == "T" else []:
        with open(path, "rb") as file:
            for page in pickle.load(file):
                found = (page["y"] * page["tokens"]).sum()
                if len(page["y"]) and found >= 0.6 * page["size"]:
                    extra.append(page)
    print("pages", len(train_pages), "variants", len(extra))
    if "--quick" not in flags:
        results = []
        for fold in range(5):
            model = train([p for p in train_pages + extra if fold_of(p) != fold])
            results += [(p["dataset"], score(p, model(p["x"]))) for p in train_pages if fold_of(p) == fold]
        report("cross-validated by host", results)
    model = train(train_pages + extra)
    unseen = []
    for name in ["dragnet", "cleaneval", "l3s-gn1", "cleanportaleval", "mozilla"]:
        unseen += [(name, score(p, model(p["x"]))) for p in read(folder, short, name)]
    report("never seen", unseen)
    if "--quick" not in flags:
        report("all", unseen + results)
    packed = pack(model, train_pages[0]["x"].shape[1])
    write(out, kind, packed)


def write(out, kind, packed):
    text = base64.b64encode(packed).decode()
    lines = [text[i : i + 110] for i in range(0, len(text), 110)]
    name = "page" if kind == "H" else "text"
    what = "pages" if kind == "H" else "flattened text"
    with open(out, "w") as file:
        file.write(f"""// Weights of boilerplate in {what}: data, made by scripts/train-boilerplate/train.py; do not edit.
//
// Provenance. Trained on labelled pages of the Web Content Extraction Benchmark (Murrough Foley, 2026; CC BY 4.0),
// of scrapinghub/article-extraction-benchmark (MIT) and of the Chinese Web Content Extraction Dataset of
// immortal-autumn (MIT). No text of the pages is kept: features are counts and shares. Scores: README.md of the trainer.

extension BoilerplateModel {{
  static let {name}Weights: StaticString = \"\"\"
""")
        for line in lines[:-1]:
            file.write(f"    {line}\\\n")
        file.write(f"    {lines[-1]}\n    \"\"\"\n}}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
