#!/usr/bin/env python3
"""Trains the two models of drop_boilerplate and writes Plugins/Boilerplate/ContentWeights.swift.

  train.py DUMPS GOLD OUT

DUMPS holds html-NAME.jsonl and text-NAME.jsonl: a page a line, {"id", "url", "blocks": [{"t": text, "w": words,
"f": features in thousandths, in the order of BlockFeatures.names}]}. GOLD is the folder of the extraction
benchmark (NAME/gold.jsonl.gz with {"id", "text"}). Only data whose licence allows it goes into what ships:
wcxb and wcxb-more (CC BY 4.0), scrapinghub (MIT), chinese (MIT).

A block's label is the share of its tokens that stand in the gold in runs of four; a shorter block's is 1 when the
gold has it whole and a longer block next to it is in the gold. Loss: cross-entropy, weighted by what a block does
to its page's F1: tokens / (gold tokens + 0.15 of the page's tokens). Needs numpy.
"""
import gzip, hashlib, json, re, sys
from pathlib import Path
from urllib.parse import urlparse
import numpy as np

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def tokens(text):
    return [t.lower() for t in TOKEN.findall(text)]


def labels(blocks, gold):
    grams = {tuple(gold[i:i + 4]) for i in range(len(gold) - 3)}
    padded = " " + " ".join(gold) + " "
    result, solid = [], []
    for block in blocks:
        own = tokens(block["t"])
        if len(own) < 4:
            result.append(None)
            solid.append(None)
            continue
        covered = set()
        for i in range(len(own) - 3):
            if tuple(own[i:i + 4]) in grams:
                covered.update(range(i, i + 4))
        result.append(len(covered) / len(own))
        solid.append(result[-1] if len(own) >= 8 else None)
    for i, block in enumerate(blocks):
        if result[i] is not None:
            continue
        own = tokens(block["t"])
        near = [s for s in solid[max(0, i - 4):i + 5] if s is not None]
        result[i] = float(bool(own) and " " + " ".join(own) + " " in padded and max(near, default=0) >= 0.6)
    return result


class Page:
    def __init__(self, record, gold):
        self.host = urlparse(record["url"]).hostname or record["id"]
        blocks = record["blocks"]
        self.x = np.array([b["f"] for b in blocks], dtype=np.float32) / 1000
        self.words = np.array([len(tokens(b["t"])) for b in blocks], dtype=np.float64)
        self.y = np.array(labels(blocks, gold))
        self.weight = self.words / (len(gold) + 0.15 * self.words.sum() + 1)
        self.texts = [tokens(b["t"]) for b in blocks]
        self.gold = gold


def load(dumps, gold, kind):
    pages = {}
    for path in sorted(Path(dumps).glob(f"{kind}-*.jsonl")):
        name = path.stem[len(kind) + 1:]
        answers = {}
        for line in gzip.open(Path(gold) / name / "gold.jsonl.gz", "rt"):
            record = json.loads(line)
            answers[record["id"]] = tokens(record["text"])
        pages[name] = []
        for line in open(path):
            record = json.loads(line)
            if record["id"] in answers and record["blocks"]:
                pages[name].append(Page(record, answers[record["id"]]))
    return pages


def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def fit(x, y, weight, l2=3.0, steps=12):
    """Logistic regression by Newton steps on standardised columns; weights for the columns as they are."""
    mean, deviation = x.mean(0), x.std(0)
    deviation[deviation < 1e-6] = 1
    z = np.hstack([np.ones((len(x), 1)), (x - mean) / deviation])
    weight = weight * len(weight) / weight.sum()
    beta = np.zeros(z.shape[1])
    penalty = np.full(z.shape[1], l2)
    penalty[0] = 0
    for _ in range(steps):
        p = sigmoid(z @ beta)
        gradient = z.T @ (weight * (p - y)) + penalty * beta
        hessian = (z * (weight * p * (1 - p) + 1e-6)[:, None]).T @ z + np.diag(penalty + 1e-6)
        beta -= np.linalg.solve(hessian, gradient)
    raw = beta[1:] / deviation
    return np.concatenate([[beta[0] - (raw * mean).sum()], raw])


def context(p, words):
    """What ContentModel.context computes."""
    n = len(p)
    pad = np.concatenate([[0, 0], p, [0, 0]])
    w = np.minimum(words, 60) + 1
    sums, weights = np.concatenate([[0], np.cumsum(p * w)]), np.concatenate([[0], np.cumsum(w)])

    def mean(reach):
        low, high = np.maximum(0, np.arange(n) - reach), np.minimum(n, np.arange(n) + reach + 1)
        return (sums[high] - sums[low]) / (weights[high] - weights[low])

    mass = np.concatenate([[0], np.cumsum(p * words)])
    before, behind = mass[:-1], mass[-1] - mass[1:]
    total = np.maximum(1, before + behind)
    return np.stack([p, pad[:n], pad[1:n + 1], pad[3:n + 3], pad[4:n + 4], mean(5), mean(20), mean(n),
                     before / total, behind / total], 1)


def apply(beta, x):
    return sigmoid(x @ beta[1:] + beta[0])


def train(pages):
    def parts(selection):
        scale = np.concatenate([np.full(len(p.y), p.scale) for p in selection])
        return (np.vstack([p.x for p in selection]), np.concatenate([p.y for p in selection]),
                np.concatenate([p.weight for p in selection]) * scale)

    first = fit(*parts(pages))
    halves = [[p for i, p in enumerate(pages) if i % 2 == h] for h in (0, 1)]
    betas = [fit(*parts(h)) for h in halves]
    rows, y, weight = [], [], []
    for half, beta in ((0, betas[1]), (1, betas[0])):
        for page in halves[half]:
            early = apply(beta, page.x)
            rows.append(np.hstack([page.x, context(early, page.words)]))
            y.append(page.y)
            weight.append(page.weight * page.scale)
    return first, fit(np.vstack(rows), np.concatenate(y), np.concatenate(weight))


def chosen(model, page):
    first, second = model
    p = apply(second, np.hstack([page.x, context(apply(first, page.x), page.words)]))
    threshold, expected = 0.45, (p * page.words).sum()
    for _ in range(4):
        keep = p >= threshold
        bottom = page.words[keep].sum() + expected
        if bottom == 0:
            break
        threshold = max(0.2, min(0.6, (p * page.words)[keep].sum() / bottom * 1.1))
    keep = p >= threshold
    return keep if (keep & (page.words >= 5)).any() else np.ones(len(p), bool)


def f1(model, page):
    from collections import Counter
    got = Counter(t for k, text in zip(chosen(model, page), page.texts) if k for t in text)
    want = Counter(page.gold)
    hit = sum((got & want).values())
    return 2 * hit / (sum(got.values()) + len(page.gold)) if hit else 0.0


def main():
    dumps, gold, out = sys.argv[1:4]
    lines = []
    for kind, name in (("html", "page"), ("text", "text")):
        pages = load(dumps, gold, kind)
        for group in pages.values():
            for page in group:
                page.scale = (300 / max(1, len(group))) ** 0.5
        every = [p for group in pages.values() for p in group]
        fold = lambda p: hashlib.sha256(p.host.encode()).digest()[0] % 3
        scores = {}
        for held in range(3):
            model = train([p for p in every if fold(p) != held])
            for dataset, group in pages.items():
                scores.setdefault(dataset, []).extend(f1(model, p) for p in group if fold(p) == held)
        report = ", ".join(f"{d} {np.mean(s):.3f}" for d, s in scores.items())
        print(kind, report, flush=True)
        model = train(every)
        numbers = " ".join(str(round(float(v) * 10_000)) for beta in model for v in beta)
        lines.append((name, report, len(every), numbers))
    write(out, lines)


def write(out, models):
    text = ["// Written by scripts/train-boilerplate/train.py. Trained on pages of WCXB (Murrough Foley, CC BY 4.0),",
            "// scrapinghub/article-extraction-benchmark (MIT) and Chinese-Web-Content-Extraction-Dataset (MIT)."]
    for name, report, count, _ in models:
        text.append(f"// {name}: {count} pages; token F1 in 3-fold cross-validation by host: {report}.")
    text += ["", "/// Weights of ``ContentModel`` in ten-thousandths.",
             "let contentWeights = ("]
    for index, (name, _, _, numbers) in enumerate(models):
        words, rows, row = numbers.split(), [], ""
        for word in words:
            if len(row) + len(word) > 92:
                rows.append(row.rstrip() + " \\")
                row = ""
            row += word + " "
        rows.append(row.rstrip())
        text.append(f'  {name}: """')
        text += ["    " + r for r in rows]
        text.append('    """' + ("," if index == 0 else ""))
    text += [")", ""]
    Path(out).write_text("\n".join(text))


if __name__ == "__main__":
    main()
