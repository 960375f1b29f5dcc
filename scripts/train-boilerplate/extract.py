"""Dumps features and labels of one data set into a file: extract.py BENCH DATASET KIND BINARY OUT [FLATTENING]."""

import pickle
import sys

from pages import dump, flatten, label, load


def main(bench, dataset, kind, binary, out, way=None):
    pages = list(load(bench, dataset, "H" if way else kind))
    if way == "own":
        texts = list(dump(binary, [("F", page[2]) for page in pages]))
    elif way:
        texts = [flatten(page[2], way) for page in pages]
    else:
        texts = [page[2] for page in pages]
    result = []
    answers = dump(binary, [(kind, text) for text in texts])
    for (name, host, _, gold), (rows, units) in zip(pages, answers):
        if len(rows) == 0:
            continue
        labels = label(units, gold)
        if labels is None:
            continue
        y, counts, size = labels
        result.append(
            {"id": name, "host": host, "x": rows, "y": y, "tokens": counts, "gold": gold, "texts": units,
             "dataset": dataset, "size": size})
    with open(out, "wb") as file:
        pickle.dump(result, file)
    print(dataset, kind, way or "", len(result), sum(len(p["y"]) for p in result))


if __name__ == "__main__":
    main(*sys.argv[1:])
