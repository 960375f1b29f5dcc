"""Trains a net from extracted pages, scores it and writes its weights; see README.md.

train.py H|T FOLDER OUT.swift --columns N | --kept [--comments] [--quick | --folds]

`--quick` leaves out the cross-validation; `--folds` does nothing else. Both it and `--kept` take the features that the
weights in OUT.swift read now, without a new ranking.
"""

import argparse
import base64
import glob
import gzip
import hashlib
import json
import os
import pickle

import numpy as np

import net
from net import ContextNet

SHIPPED = ["wcxb", "wcxb-more", "scrapinghub", "chinese"]
UNSEEN = ["dragnet", "cleaneval", "l3s-gn1", "cleanportaleval", "mozilla"]
CORE = ["scrapinghub", "wcxb", "dragnet", "cleaneval", "l3s-gn1", "cleanportaleval"]


def read(path):
    if not os.path.exists(path):
        return []
    with open(path, "rb") as file:
        return [page for page in pickle.load(file) if len(page["y"])]


def fold_of(page):
    return hashlib.sha256(page["host"].encode()).digest()[0] % 5


def threshold(p, tokens):
    """Where the expected F1 is highest: half of it, and a tenth more."""
    t, all_of_it = 0.45, (p * tokens).sum()
    for _ in range(4):
        kept = p > t
        t = min(max(1.1 * (p * tokens)[kept].sum() / max(tokens[kept].sum() + all_of_it, 1e-6), 0.2), 0.6)
    return t


def score(page, p):
    """Token F1 of what is kept."""
    kept = p > threshold(p, page["tokens"])
    if not kept.any():
        kept = p >= p.max()
    words = kept[page["unit"]]
    found = np.bincount(page["flat"][words], minlength=len(page["g"]))
    return 2 * np.minimum(found, page["g"]).sum() / (words.sum() + page["gn"])


def scores(net, pages):
    return [(page, score(page, p)) for page, p in zip(pages, net.probabilities(pages))]


def report(name, results, types):
    def mean(test):
        values = [f for page, f in results if test(page)]
        return np.mean(values) if values else None

    means = {data: mean(lambda page: page["dataset"] == data) for data in CORE + ["mozilla", "chinese", "wcxb-more"]}
    means = {data: value for data, value in means.items() if value is not None}
    core = [means[data] for data in CORE if data in means]
    print(f"{name}: core {np.mean(core):.4f} ({len(core)})", " ".join(f"{data} {value:.3f}" for data, value in means.items()), flush=True)
    kinds = {kind: mean(lambda page: page["dataset"] == "wcxb" and types.get(page["id"]) == kind) for kind in sorted(set(types.values()))}
    if "wcxb" in means:
        print("  wcxb:", " ".join(f"{kind} {value:.3f}" for kind, value in kinds.items() if value is not None), flush=True)
    return means


def variants(folder):
    """Other makes of the pages that are trained on, where most of the gold is still there."""
    pages = [page for path in sorted(glob.glob(f"{folder}/v-*.pkl")) for page in read(path)]
    return [page for page in pages if (page["y"] * page["tokens"]).sum() >= 0.6 * page["size"]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=["H", "T"])
    parser.add_argument("folder")
    parser.add_argument("out")
    parser.add_argument("--columns", type=int, default=0)
    parser.add_argument("--width", type=int, default=16, help="numbers of the net for each unit")
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--noise", type=float, default=0.2)
    parser.add_argument("--weight", type=float, default=0.7)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--comments", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("--others", type=int, help="makes of a page that a round takes besides it")
    parser.add_argument("--types", help="gold.jsonl.gz with page types")
    a = parser.parse_args()
    net.use(a.width)
    short = a.kind.lower()
    types = {}
    if a.types:
        types = {r["id"]: r.get("page_type") for r in map(json.loads, gzip.open(a.types))}
    pages = [page for name in SHIPPED for page in read(f"{a.folder}/{short}-{name}.pkl")]
    more = variants(a.folder) if a.kind == "T" else []
    if a.comments:
        more += [page for page in read(f"{a.folder}/{short}c.pkl") if (page["y"] * page["tokens"]).sum() >= 0.6 * page["size"]]
    how = dict(epochs=a.epochs, noise=a.noise, weight=a.weight, seed=a.seed, others=a.others or (2 if a.kind == "T" else 1))
    print("pages", len(pages), "others", len(more), how, flush=True)
    columns = None
    if a.folds or a.kept:
        columns = written_columns(a.out)
    elif a.columns:
        # Which features are worth their price: a net that pays for each it reads.
        ranking = ContextNet(pages, more, **{**how, "epochs": 8, "noise": 0.1, "lasso": 2e-4}).ranking()
        columns = np.sort(ranking[: a.columns])
    unseen = [page for name in UNSEEN for page in read(f"{a.folder}/{short}-{name}.pkl")]
    results = []
    if not a.folds:
        whole = ContextNet(pages, more, columns=columns, **how)
        write(a.out, a.kind, whole.packed())
        report("never seen", scores(whole, unseen), types)
    if a.quick:
        return
    for fold in range(5):
        inside = lambda page: fold_of(page) == fold
        part = ContextNet([p for p in pages if not inside(p)], [p for p in more if not inside(p)], columns=columns, **how)
        results += scores(part, [page for page in pages if inside(page)])
    note_folds("html" if a.kind == "H" else "text", report("with five folds by host", results, types))


def note_folds(kind, means):
    """Writes the cross-validated scores down, for scripts/bench to print beside those of the shipped weights."""
    path = os.path.join(os.path.dirname(__file__), "folds.json")
    with open(path) as file:
        folds = json.load(file)
    folds[kind] = {data: round(float(value), 3) for data, value in means.items()}
    with open(path, "w") as file:
        json.dump(folds, file, indent=2)
        file.write("\n")


def written_columns(path):
    """The features that written weights read."""
    with open(path) as file:
        text = file.read().split('"""')[1]
    data = base64.b64decode("".join(character for character in text if not character.isspace() and character != "\\"))
    return np.frombuffer(data, "<u2", int.from_bytes(data[:4], "little"), 4).astype(int)


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
// immortal-autumn (MIT), some of them with comment sections made up by comments.py. No text of the pages is kept:
// features are counts and shares. Scores: README.md of the trainer.

extension ContextNet {{
  static let {name}Weights: StaticString = \"\"\"
""")
        for line in lines[:-1]:
            file.write(f"    {line}\\\n")
        file.write(f"    {lines[-1]}\n    \"\"\"\n}}\n")


if __name__ == "__main__":
    main()
