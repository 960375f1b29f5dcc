"""Reads the labelled pages, makes flattened variants, calls the dump and aligns units with the gold."""

import gzip
import html
import json
import os
import re
import struct
import subprocess
import tempfile
from collections import Counter
from urllib.parse import urlparse

import numpy as np

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def tokens(text):
    return TOKEN.findall(text.lower())


def records(path):
    if path.endswith(".zst"):
        data = subprocess.run(["zstd", "-dc", "--long=27", path], stdout=subprocess.PIPE, check=True).stdout
    else:
        data = gzip.open(path).read()
    for line in data.split(b"\n"):
        if line.strip():
            yield json.loads(line)


def load(bench, dataset, kind):
    """Pages of a folder: (id, host, text or HTML, gold)."""
    folder = os.path.join(bench, dataset)
    gold = {r["id"]: r for r in records(os.path.join(folder, "gold.jsonl.gz"))}
    name = "pages.jsonl.zst" if kind == "H" else "text.jsonl.zst"
    field = "html" if kind == "H" else "text"
    for record in records(os.path.join(folder, name)):
        if record["id"] not in gold:
            continue
        host = urlparse(record.get("url") or "").netloc or record["id"]
        if host.startswith("www."):
            host = host[4:]
        yield record["id"], host, record[field], gold[record["id"]]["text"]


BLOCK = "address|article|aside|blockquote|body|br|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tr|ul|title|option"


def flatten(page, way):
    """A page as text.

    `bs4` puts each text node on a line, `blocks` each block, `resiliparse` is like the text of Common Crawl, and
    `resiliparse-main` what is left after a simple extraction. A page that breaks a parser gives an empty text.
    """
    if way == "blocks":
        return blocks(page)
    from bs4 import BeautifulSoup
    from resiliparse.extract.html2text import extract_plain_text

    if len(page) > 2_000_000:
        return ""
    try:
        if way == "bs4":
            soup = BeautifulSoup(page, "lxml")
            for element in soup(["script", "style"]):
                element.decompose()
            return soup.get_text("\n")
        return extract_plain_text(page, main_content=way == "resiliparse-main")
    except Exception:
        return ""


def blocks(page):
    page = re.sub(r"(?is)<(script|style|head|template|svg)\b.*?</\1\s*>|<!--.*?-->", " ", page)
    page = re.sub(r"\s+", " ", page)
    page = re.sub(r"(?i)<li\b[^>]*>", "\n  \u2022 ", page)
    page = re.sub(rf"(?i)</?({BLOCK})\b[^>]*>", "\n", page)
    page = html.unescape(re.sub(r"<[^>]*>", "", page))
    lines = [line.rstrip() for line in page.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def page_types(bench):
    """The types of the pages that say one, and (type, gold) of all of them."""
    types, golds = {}, []
    for dataset in ("wcxb", "wcxb-more"):
        for record in records(os.path.join(bench, dataset, "gold.jsonl.gz")):
            types[record["id"]] = record.get("page_type")
            golds.append((record.get("page_type"), record["text"]))
    return types, golds


def dump(binary, frames):
    """Runs the dump over (kind, text) and yields its raw answers."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as answer:
        for kind, text in frames:
            data = text.encode("utf-8", "replace")
            source.write(b"%s %d\n" % (kind.encode(), len(data)) + data)
        source.seek(0)
        subprocess.run([binary], stdin=source, stdout=answer, check=True)
        answer.seek(0)
        for kind, _ in frames:
            if kind == "F":
                (size,) = struct.unpack("<I", answer.read(4))
                yield answer.read(size).decode("utf-8", "replace")
                continue
            units, features = struct.unpack("<II", answer.read(8))
            rows = np.frombuffer(answer.read(4 * units * features), "<f4").reshape(units, features)
            texts = []
            for _ in range(units):
                (size,) = struct.unpack("<I", answer.read(4))
                texts.append(answer.read(size).decode("utf-8", "replace"))
            yield rows, texts


def matched(page, gold):
    """Which tokens of the page are in a longest common subsequence with the gold (bit-parallel)."""
    positions = {}
    for index, token in enumerate(gold):
        positions[token] = positions.get(token, 0) | 1 << index
    full = (1 << len(gold)) - 1
    row = full
    rows = []
    for token in page:
        hits = positions.get(token, 0)
        new = row
        if hits:
            u = row & hits
            new = ((row + u) | (row - u)) & full
        rows.append(row)
        row = new
    found = [False] * len(page)
    at = len(gold)
    # Walk back: a zero bit says that the length grows at this gold token.
    for index in range(len(page) - 1, -1, -1):
        if at == 0:
            break
        after = rows[index + 1] if index + 1 < len(page) else row
        zeros_after = ~after & ((1 << at) - 1)
        if not zeros_after:
            break
        last = zeros_after.bit_length() - 1
        zeros_before = ~rows[index] & ((1 << at) - 1)
        if zeros_before.bit_count() == zeros_after.bit_count():
            continue
        found[index] = True
        at = last
    return found


def label(texts, gold_text):
    """The share of each unit's tokens that is in the gold, and its number of tokens."""
    unit_tokens = [tokens(text) for text in texts]
    gold = tokens(gold_text)
    page = [token for unit in unit_tokens for token in unit]
    if len(page) > 60000 or len(gold) > 60000:
        return None
    found = matched(page, gold)
    counts = np.array([len(unit) for unit in unit_tokens], np.float32)
    labels = np.zeros(len(texts), np.float32)
    at = 0
    solid = []
    for index, unit in enumerate(unit_tokens):
        if unit:
            labels[index] = sum(found[at : at + len(unit)]) / len(unit)
            if len(unit) >= 8 and labels[index] >= 0.6:
                solid.append(index)
        at += len(unit)
    spent = Counter()
    for index in solid:
        spent.update(shingles(unit_tokens[index]))
    left = shingles(gold) - spent
    for index, unit in enumerate(unit_tokens):
        if len(unit) >= 5 and labels[index] < 0.5:
            own = shingles(unit)
            hits = sum((own & left).values())
            if hits >= 0.6 * sum(own.values()):
                labels[index] = hits / sum(own.values())
                left -= own
        if 0 < len(unit) < 4 and labels[index] > 0 and solid:
            # A stray hit: a short text far from anything that is kept.
            if min(abs(index - other) for other in solid) > 25:
                labels[index] = 0
    return labels, counts, len(gold)


def shingles(unit):
    return Counter(tuple(unit[i : i + 4]) for i in range(len(unit) - 3))
