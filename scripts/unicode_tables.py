#!/usr/bin/env python3
"""Writes PipeText's Unicode tables as Swift sources (Python standard library only).

  scripts/unicode_tables.py Sources/PipeText

The Unicode version is that of Python's unicodedata and is written into the files: a change of
version changes results, so it is committed on purpose and never made by a build.
"""
import sys
import unicodedata

CLASSES = {  # letter in the table -> case of CharacterClass, in order of raw values
    "n": "unassigned", "c": "control", "f": "format", "s": "space", "u": "upper", "l": "lower",
    "o": "letter", "i": "ideograph", "k": "kana", "m": "mark", "d": "digit", "r": "number",
    "_": "connector", "-": "dash", "(": "open", ")": "close", "q": "quote", ".": "stop",
    ",": "punctuation", "+": "math", "$": "currency", "y": "symbol", "e": "pictograph",
}
SPACES = {9, 10, 11, 12, 13, 0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000} | set(range(0x2000, 0x200C))
STOPS = set(map(ord, ".!?\u2026\u3002\uff01\uff1f\uff0e\uff61\u203c\u2047\u2048\u2049\u0964\u0965\u06d4\u061f\u1362\u1367\u104b\u17d4\u0589"))
QUOTES = set(map(ord, "\"'\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a\u300c\u300d\u300e\u300f\u301d\u301e\u301f\uff02\uff07"))
BY_CATEGORY = {"Cc": "c", "Cf": "f", "Cn": "n", "Co": "n", "Cs": "n", "Lu": "u", "Lt": "u", "Ll": "l", "Lm": "o", "Lo": "o",
               "Mn": "m", "Mc": "m", "Me": "m", "Nd": "d", "Nl": "r", "No": "r", "Pc": "_", "Pd": "-", "Ps": "(", "Pe": ")",
               "Pi": "q", "Pf": "q", "Po": ",", "Sm": "+", "Sc": "$", "Sk": "y", "So": "y", "Zs": "s", "Zl": "s", "Zp": "s"}


def is_ideograph(c):
    return (0x3400 <= c <= 0x4DBF or 0x4E00 <= c <= 0x9FFF or 0xF900 <= c <= 0xFAFF or 0x20000 <= c <= 0x3FFFF
            or c in (0x3005, 0x3006, 0x3007))


def is_kana(c):
    return 0x3041 <= c <= 0x309F or 0x30A1 <= c <= 0x30FA or 0x30FC <= c <= 0x30FF or 0x31F0 <= c <= 0x31FF or 0xFF66 <= c <= 0xFF9F


def char_class(c):
    category = unicodedata.category(chr(c))
    if c in SPACES:
        return "s"
    if category in ("Cn", "Co", "Cs"):
        return "n"
    if c in STOPS:
        return "."
    if c in QUOTES:
        return "q"
    if is_ideograph(c):
        return "i"
    if is_kana(c):
        return "k"
    if category in ("So", "Sk") and (0x1F000 <= c <= 0x1FAFF or 0x2600 <= c <= 0x27BF or 0x231A <= c <= 0x23FF or 0x2B05 <= c <= 0x2B55):
        return "e"
    return BY_CATEGORY[category]


def class_runs():
    out, c = [], 0
    classes = [char_class(x) for x in range(0x110000)]
    while c < 0x110000:
        end = c
        while end < 0x110000 and classes[end] == classes[c]:
            end += 1
        out.append(classes[c] + (str(end - c) if end - c > 1 else ""))
        c = end
    return "".join(out)


HAND = {0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201B: "'", 0x2032: "'", 0x02BC: "'", 0x00B4: "'",
        0x201C: '"', 0x201D: '"', 0x201E: '"', 0x201F: '"', 0x00AB: '"', 0x00BB: '"', 0x2033: '"',
        0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2014: "-", 0x2015: "-", 0x2212: "-"}
GONE = [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x180E] + list(range(0xFE00, 0xFE10)) + list(range(0x202A, 0x202F))


def fold(c):
    """Compatibility form, then case folding where it is one scalar long; quotes, dashes, spaces unified."""
    if c in GONE:
        return ""
    if c == 0x345:  # the iota below, which composes
        return chr(c)
    if c in HAND:
        return HAND[c]
    if c in SPACES:
        return " " if c >= 0x80 else chr(c)
    if is_kana(c) and c < 0xFF00:
        return chr(c)
    plain = unicodedata.normalize("NFKC", chr(c))
    if len(plain) > 4 or plain[:1] == " ":
        plain = chr(c)
    out = "".join(HAND.get(ord(x), x) for x in plain)
    return "".join(x.casefold() if len(x.casefold()) == 1 else x.lower() if len(x.lower()) == 1 else x for x in out)


def fold_tables():
    single, many = [], []
    for c in range(0x110000):
        if 0xD800 <= c < 0xE000 or char_class(c) == "n" or 0x1D400 <= c < 0x1D800 or 0x2F800 <= c < 0x2FA20:
            continue
        if 0xFB50 <= c <= 0xFDFF:
            continue
        to = fold(c)
        if to == chr(c):
            continue
        if len(to) == 1:
            single.append((c, ord(to) - c))
        else:
            many.append("%x:%s" % (c, ".".join("%x" % ord(x) for x in to)))
    runs, i = [], 0
    while i < len(single):
        best = 1, 1
        for step in (1, 2):
            j = i
            while j + 1 < len(single) and single[j + 1] == (single[j][0] + step, single[i][1]):
                j += 1
            if j - i + 1 > best[0]:
                best = j - i + 1, step
        count, step = best
        delta = single[i][1]
        runs.append("%x,%s%x%s" % (single[i][0], "-" if delta < 0 else "", abs(delta),
                                  "" if count == 1 else ",%x" % count if step == 1 else ",%x,%x" % (count, step)))
        i += count
    return " ".join(runs), " ".join(many)


def normalization_runs():
    """Canonical combining class of each scalar; ff where the NFC quick check does not say yes."""
    order = {c: unicodedata.combining(chr(c)) for c in range(0x2FA20) if unicodedata.combining(chr(c))}
    for c in list(range(0x1161, 0x1176)) + list(range(0x11A8, 0x11C3)):
        order[c] = 255
    for c in range(0x2FA20):
        if 0xD800 <= c < 0xE000:
            continue
        if unicodedata.normalize("NFC", chr(c)) != chr(c):
            order[c] = 255
        parts = unicodedata.decomposition(chr(c)).split()
        if len(parts) == 2 and "<" not in parts[0] and unicodedata.normalize("NFC", chr(c)) == chr(c):
            order[int(parts[1], 16)] = 255
    out, keys, i = [], sorted(order), 0
    while i < len(keys):
        j = i
        while j + 1 < len(keys) and keys[j + 1] == keys[j] + 1 and order[keys[j + 1]] == order[keys[i]]:
            j += 1
        out.append("%x,%x,%x" % (keys[i], j - i + 1, order[keys[i]]))
        i = j + 1
    return " ".join(out)


def compositions():
    """Pairs that compose to one scalar, of those that folding leaves alone; Hangul is arithmetic."""
    out = []
    for c in range(0x30000):
        if 0xD800 <= c < 0xE000:
            continue
        parts = unicodedata.decomposition(chr(c)).split()
        if len(parts) == 2 and "<" not in parts[0] and unicodedata.normalize("NFC", chr(c)) == chr(c) and fold(c) == chr(c):
            out.append("%x.%x:%x" % (int(parts[0], 16), int(parts[1], 16), c))
    return " ".join(out)


def literal(text):
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    lines, width = [], 92
    while text:
        cut = width
        if text[cut - 1:cut] == "\\":
            cut -= 1
        lines.append("    " + text[:cut] + ("\\" if text[cut:] else ""))
        text = text[cut:]
    return '"""\n' + "\n".join(lines) + '\n    """'


def write(path, header, type_name, values):
    with open(path, "w", encoding="utf-8") as f:
        f.write("// Written by scripts/unicode_tables.py from Unicode %s. Do not edit.\n\n" % unicodedata.unidata_version)
        f.write("/// %s\nenum %s {\n" % (header, type_name))
        f.write("\n".join("  static let %s: StaticString = %s" % (k, literal(v)) for k, v in values))
        f.write("\n}\n")


def main():
    folder = sys.argv[1]
    write(folder + "/CharacterClassData.swift", "The classes of all scalars in runs: a letter, then the length if it is not 1.",
          "CharacterClassData", [("runs", class_runs())])
    write(folder + "/NormalizationData.swift", "Runs `first,count,combining class` (ff: NFC may change it), and pairs `first.second:composed`.",
          "NormalizationData", [("orders", normalization_runs()), ("compositions", compositions())])
    single, many = fold_tables()
    write(folder + "/FoldingData.swift", "What scalars fold to: `first,difference[,count[,step]]`, or `scalar:scalars`.",
          "FoldingData", [("runs", single), ("sequences", many)])


main()
