"""Features and labels of one data set, into a file: extract.py BENCH DATASET H|T BINARY OUT [WAY] [--comments]."""

import pickle
import sys

import numpy as np

from comments import comment_texts, with_comments
from pages import dump, flatten, label, load, page_types, tokens


def commented(bench, pages):
    """The articles among the pages, with comments under them."""
    types, golds = page_types(bench)
    texts = comment_texts(golds)
    for name, host, html, gold in pages:
        if types.get(name, "article") == "article" and len(html) < 1_200_000:
            page = with_comments(name, html, gold, texts)
            if page:
                yield name, host, page, gold


def record(name, host, dataset, rows, units, gold):
    """What training reads of a page; None where it can't be labelled."""
    labels = label(units, gold)
    if labels is None:
        return None
    y, counts, size = labels
    ids = {}
    words = [[ids.setdefault(token, len(ids)) for token in tokens(unit)] for unit in units]
    wanted = np.zeros(len(ids), np.int32)
    missing = 0
    for token in tokens(gold):
        if token in ids:
            wanted[ids[token]] += 1
        else:
            missing += 1
    return {
        "id": name, "host": host, "dataset": dataset, "x": rows, "y": y, "tokens": counts, "size": size,
        "flat": np.array([i for unit in words for i in unit], np.int32),
        "unit": np.repeat(np.arange(len(words)), [len(unit) for unit in words]).astype(np.int32),
        "g": wanted, "gn": int(wanted.sum()) + missing}


def main(bench, dataset, kind, binary, out, *more):
    ways = [word for word in more if word != "--comments"]
    pages = list(load(bench, dataset, "H" if more else kind))
    if "--comments" in more:
        pages = list(commented(bench, pages))
    if ways == ["own"]:
        texts = list(dump(binary, [("F", page[2]) for page in pages]))
    else:
        texts = [flatten(page[2], ways[0]) if ways else page[2] for page in pages]
    result = []
    answers = dump(binary, [(kind, text) for text in texts])
    for (name, host, _, gold), (rows, units) in zip(pages, answers):
        page = record(name, host, dataset, rows.copy(), units, gold) if len(rows) else None
        if page:
            result.append(page)
    with open(out, "wb") as file:
        pickle.dump(result, file)
    print(dataset, kind, *more, len(result), sum(len(page["y"]) for page in result))


if __name__ == "__main__":
    main(*sys.argv[1:])
