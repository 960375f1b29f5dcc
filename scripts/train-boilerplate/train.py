"""Trains a net from extracted pages, scores it and writes its weights; see README.md.

train.py H|T FOLDER OUT.swift --columns N | --kept [--teachers WIDTH…] [--comments] [--quick | --folds | --all]

`--quick` leaves out the cross-validation; `--folds` does nothing else. Each fold chooses its own features, from the
pages that it trains on. `--kept` takes the features that the weights in OUT.swift read now, without a new ranking;
folds are not blind then. `--all` trains on all sets, those that may not be shipped too, and shows what the net can
hold: by folds over hosts, and on each core set when it is left out; it writes nothing.
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


def others(a, names):
    """Other makes of the pages of some sets, where most of the gold is still there."""
    paths = sorted(glob.glob(f"{a.folder}/v-*.pkl")) if a.kind == "T" else []
    if a.comments:
        paths.append(f"{a.folder}/{a.kind.lower()}c.pkl")
    pages = [page for path in paths for page in read(path) if page["dataset"] in names]
    return [page for page in pages if (page["y"] * page["tokens"]).sum() >= 0.6 * page["size"]]


def chosen_columns(pages, more, how, count):
    """The features that are worth their price: what nets that pay for each they read lean on, by the mean of five."""
    how = {**how, "epochs": 8, "noise": 0.1, "lasso": 2e-4}
    weights = sum(ContextNet(pages, more, **{**how, "seed": seed}).reliance() for seed in range(5))
    return np.sort(np.argsort(-weights)[:count])


class Trainer:
    """Trains nets on parts of the pages."""

    def __init__(self, a, names):
        self.pages = [page for name in names for page in read(f"{a.folder}/{a.kind.lower()}-{name}.pkl")]
        self.more = others(a, names)
        self.count, self.teachers = a.columns, a.teachers
        self.columns = written_columns(a.out) if a.kept else None
        makes = a.others or (2 if a.kind == "T" else 1)
        self.how = dict(width=a.width, epochs=a.epochs, noise=a.noise, weight=a.weight, seed=a.seed, others=makes)
        print("pages", len(self.pages), "others", len(self.more), self.how, flush=True)

    def net(self, is_out=lambda page: False):
        """A net that has not seen some pages; with teachers, one that learns from these, for twice as long."""
        pages, more = ([page for page in part if not is_out(page)] for part in (self.pages, self.more))
        columns = self.columns
        if columns is None and self.count:
            columns = chosen_columns(pages, more, self.how, self.count)
        how = {**self.how, "columns": columns}
        nets = []
        for place, width in enumerate(self.teachers):
            seed = how["seed"] + self.teachers[:place].count(width)
            nets.append(ContextNet(pages, more, **{**how, "width": width, "seed": seed}))
        if nets:
            how.update(teachers=nets, epochs=2 * how["epochs"], drop=0.03)
        return ContextNet(pages, more, **how)

    def unseen(self, is_out):
        """The scores of some pages by a net that has not seen them."""
        return scores(self.net(is_out), [page for page in self.pages if is_out(page)])

    def folds(self):
        return [result for fold in range(5) for result in self.unseen(lambda page: fold_of(page) == fold)]


def show_all(a, types):
    """What the net can hold: trained on all sets, by folds and with each core set left out."""
    trainer = Trainer(a, SHIPPED + UNSEEN)
    report("all sets, five folds by host", trainer.folds(), types)
    left = []
    for name in CORE:
        family = ["wcxb", "wcxb-more"] if name == "wcxb" else [name]
        results = trainer.unseen(lambda page: page["dataset"] in family)
        left += [(page, value) for page, value in results if page["dataset"] == name]
    report("each core set left out", left, types)


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
    parser.add_argument("--teachers", type=int, nargs="*", default=[], help="widths of the nets that the net learns from")
    parser.add_argument("--comments", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("--others", type=int, help="makes of a page that a round takes besides it")
    parser.add_argument("--types", help="gold.jsonl.gz with page types")
    a = parser.parse_args()
    types = {}
    if a.types:
        types = {r["id"]: r.get("page_type") for r in map(json.loads, gzip.open(a.types))}
    if a.all:
        return show_all(a, types)
    trainer = Trainer(a, SHIPPED)
    if not a.folds:
        whole = trainer.net()
        write(a, whole.packed())
        unseen = [page for name in UNSEEN for page in read(f"{a.folder}/{a.kind.lower()}-{name}.pkl")]
        report("never seen", scores(whole, unseen), types)
    if not a.quick:
        means = report("with five folds by host", trainer.folds(), types)
        note_folds("html" if a.kind == "H" else "text", means)


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


def write(a, packed):
    text = base64.b64encode(packed).decode()
    lines = [text[i : i + 110] for i in range(0, len(text), 110)]
    name = "page" if a.kind == "H" else "text"
    what = "pages" if a.kind == "H" else "flattened text"
    makes = ", some of them with comment sections made up by comments.py" if a.comments else ""
    taught = f", by way of {len(a.teachers)} nets that were trained on the same pages" if a.teachers else ""
    with open(a.out, "w") as file:
        file.write(f"""// Weights of boilerplate in {what}: data, made by scripts/train-boilerplate/train.py; do not edit.
//
// Provenance. Trained on labelled pages of the Web Content Extraction Benchmark (Murrough Foley, 2026; CC BY 4.0),
// of scrapinghub/article-extraction-benchmark (MIT) and of the Chinese Web Content Extraction Dataset of
// immortal-autumn (MIT){makes}{taught}.
// No text of the pages is kept: features are counts and shares. Scores: README.md of the trainer.

extension ContextNet {{
  static let {name}Weights: StaticString = \"\"\"
""")
        for line in lines[:-1]:
            file.write(f"    {line}\\\n")
        file.write(f"    {lines[-1]}\n    \"\"\"\n}}\n")


if __name__ == "__main__":
    main()
