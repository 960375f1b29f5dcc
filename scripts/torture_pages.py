"""Pages that hurt parsers whose time or memory is not linear: nesting, attributes, open formatting elements, tables,
references, what is never closed, and as many elements, blocks or lines as the bytes hold.

Tests/PipeHTMLTests/TorturePages.swift has most of them too, for the parser alone.
"""

FONTS = "".join(f"<font size={i}>" for i in range(400))

# Name: what is repeated, and what stands before it.
REPEATED = {
    "open div": ("<div>", ""),
    "open div with text": ("<div>x", ""),
    "open span": ("<span>", ""),
    "open custom element": ("<x-y>", ""),
    "open svg group": ("<g>", "<svg>"),
    "svg in svg": ("<svg><foreignObject>", ""),
    "math in math": ("<math><mi><svg><desc>", ""),
    "open template": ("<template>", ""),
    "open select": ("<select><option>", ""),
    "open list": ("<ul><li>", ""),
    "open button": ("<button>", ""),
    "open form": ("<form><div></form>", ""),
    "open heading": ("<h1><span>", ""),
    "open definition": ("<dl><dt><dd>", ""),
    "open ruby": ("<ruby><rt><rtc><rp>", ""),
    "frameset": ("<frameset><frame>", ""),
    "li under deep div": ("<li>", "<ul>" + "<div>" * 505),
    "p above deep span": ("</p>", "<p><table><td>" + "<span>" * 500),
    "unknown end under span": ("</x>", "<span>" * 511),
    "unknown end under g": ("</x>", "<svg>" + "<g>" * 509),
    "table under deep div": ("<table></table>", "<div>" * 505),
    "open b": ("<b>", ""),
    "open a": ("<a>x", ""),
    "open nobr": ("<nobr>", ""),
    "reopened fonts": ("<div>x</div>", "<p>" + FONTS + "</p>"),
    "reopened fonts in cells": ("<td>x", "<p>" + FONTS + "</p><table><tr>"),
    "crossed b and p": ("<b><p></b>", ""),
    "crossed b, i and p": ("<b><i><p>x</b></i>", ""),
    "crossed a and div": ("<a><div>", ""),
    "end of b over deep div": ("<b>" + "<div>" * 20 + "</b>", ""),
    "font over deep p": ("</font>", FONTS + "<p>" * 100),
    "applet markers": ("<applet><b></applet>", ""),
    "b with many attributes": ("<b " + "".join(f"a{i}={i} " for i in range(400)) + ">", ""),
    "table in cell": ("<table><tr><td>", ""),
    "table in table": ("<table>", ""),
    "fostered text": ("x<tr>", "<table>"),
    "fostered b": ("<b>x<tr>", "<table>"),
    "fostered and kept text": ("&#120;<!---->&#32;<!---->", "<table>"),
    "two texts that grow in turns": ("x</y> </y>", "<table>"),
    "captions": ("<caption>x", "<table>"),
    "columns": ("<col>", "<table>"),
    "cells": ("<tr><td>x<td>y", "<table>"),
    "unclosed comment": ("x-", "<!--"),
    "comment openings": ("<!--", ""),
    "empty comments": ("<!-->", ""),
    "dashes": ("-", "<!--"),
    "references": ("&amp;", ""),
    "references without semicolon": ("&notit", ""),
    "longest names of references": ("&CounterClockwiseContourIntegral", ""),
    "numbers": ("&#99999999999", ""),
    "ampersands": ("&", ""),
    "open angles": ("<", ""),
    "end tag openings": ("</", ""),
    "NULs": ("\0", ""),
    "carriage returns": ("x\r\n", ""),
    "unclosed script": ("<!--<script ", "<script>"),
    "script in script": ("<script><!--<script></script>", ""),
    "unclosed textarea": ("</textare", "<textarea>"),
    "unclosed title": ("&lt;</titl", "<title>"),
    "CDATA": ("<![CDATA[]]", "<svg>"),
    "pieces of one text": ("&lt;</x>", ""),
    "one attribute again and again": ("a=b ", "<p "),
    "unclosed quotes": ('<p a="', ""),
    "unclosed tags": ("<p a='' ", ""),
    "end tags of p": ("</p>", ""),
    "end tags of br": ("</br>", ""),
    "doctypes": ('<!doctype html public "', ""),
    "pre": ("<pre>\n", ""),
    "class words": ('<div class="a1bc d2ef">x', ""),
    "links": ('<a href="/x?a=1&amp;b=2">x</a> ', ""),
    "list": ("<li>x", "<ul>"),
    "br": ("x<br>", ""),
    "p": ("<p>x", ""),
    "h1": ("<h1>x", ""),
    "p under a sentence": ("<p>x", "<p>The cat sat on the mat."),
    "sentences": ("<p>A b c.", ""),
}

# Name: what comes for each number, and what stands before all.
NUMBERED = {
    "open font": (lambda i: f"<font size={i}>", ""),
    "cut font": (lambda i: f"<p><font size={i}></p>", ""),
    "attributes of one tag": (lambda i: f"a{i}={i} ", "<p "),
    "body again and again": (lambda i: f"<body a{i}>", ""),
    "custom names": (lambda i: f"<x{i}>", ""),
}


def pages(size=1_000_000):
    """Pairs of a name and a page of about so many bytes."""
    for name, (unit, start) in REPEATED.items():
        yield name, start + unit * ((size - len(start)) // len(unit) + 1)
    for name, (unit, start) in NUMBERED.items():
        parts, length, number = [start], len(start), 0
        while length < size:
            parts.append(unit(number))
            length += len(parts[-1])
            number += 1
        yield name, "".join(parts)
    yield "one long name", "<" + "a" * size + ">"
