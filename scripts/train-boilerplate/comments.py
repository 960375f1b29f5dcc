"""Pages of our own labelling: an article with a made-up comment section under it.

The gold stays the article, so the comments are boilerplate. Texts of comments are posts and paragraphs of other
labelled pages; names, dates and markup are made up here. The choice depends on the page's id alone.
"""
import hashlib, random, re
import lxml.html

NAMES = """Anna Ben Carla David Eva Frank Grace Henry Ines Jakob Karen Liam Maria Nora Oscar Paula Quentin Rosa Sam Tina
Umar Vera Will Xenia Yusuf Zoe Miguel Chloe Pierre Giulia Hans Sofia Ivan Olga Mehmet Aisha Kenji Wei""".split()
LAST = """Smith Brown Miller Becker Rossi Dupont Garcia Novak Kowalski Jensen Silva Okafor Tanaka Patel Murphy Clark Weber
Moreau Lopez Bauer Lee Young Hill Stone Reed Wood""".split()
MONTHS = "January February March April May June July August September October November December".split()
WORDS = {
    "en": dict(head=["{n} Comments", "Comments", "Comments ({n})", "{n} responses to “{t}”", "{n} Responses", "Reader Comments", "Discussion",
                     "What do you think?", "Join the conversation", "Showing {n} comments", "{n} thoughts on “{t}”", ""],
               says=["says:", "said...", "wrote:", "commented", ""], reply=["Reply", "Reply to this", "Permalink", "Report abuse", "Like", "Flag", "Quote", ""],
               by=["Posted by {a} on {d}", "{a} - {d}", "{a} | {d}", "{d}, {a}", "by {a} {d}", "{a} {s} {d}"],
               foot=["Leave a Reply", "Add your comment", "Post a comment", "Log in to comment", "Comments are closed.", "Name (required) Mail (will not be published) Website", ""]),
    "de": dict(head=["{n} Kommentare", "Kommentare", "Leserkommentare", "Diskussion", ""], says=["sagt:", "schrieb:", "meint", ""],
               reply=["Antworten", "Melden", "Zitieren", ""], by=["Von {a} am {d}", "{a} - {d}", "{a} | {d}", "{d}, {a}"],
               foot=["Kommentar schreiben", "Anmelden, um zu kommentieren", ""]),
    "fr": dict(head=["{n} commentaires", "Commentaires", "Réactions", ""], says=["a dit :", "dit :", "a écrit :", ""], reply=["Répondre", "Signaler", ""],
               by=["Par {a} le {d}", "{a} - {d}"], foot=["Laisser un commentaire", ""]),
    "es": dict(head=["{n} comentarios", "Comentarios", "Opiniones", ""], says=["dice:", "dijo:", ""], reply=["Responder", "Denunciar", ""],
               by=["Por {a} el {d}", "{a} - {d}"], foot=["Deja un comentario", ""]),
}


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def date(r):
    y, m, d, h, s = r.randint(2004, 2025), r.randint(1, 12), r.randint(1, 28), r.randint(0, 23), r.randint(0, 59)
    return r.choice([
        f"{MONTHS[m - 1]} {d}, {y} at {h % 12 + 1}:{s:02} {'am' if h < 12 else 'pm'}", f"{y}-{m:02}-{d:02} {h:02}:{s:02}", f"{d}.{m}.{y} {h}:{s:02}",
        f"{d} {MONTHS[m - 1][:3]} {y}", f"{m}/{d}/{y} {h % 12 + 1}:{s:02} {'AM' if h < 12 else 'PM'}", f"{r.randint(2, 23)} hours ago",
        f"{r.randint(2, 30)} days ago", f"{MONTHS[m - 1]} {d}, {y}"])


def author(r):
    a = r.choice(NAMES)
    return r.choice([a, f"{a} {r.choice(LAST)}", a.lower() + str(r.randint(1, 99)), f"{a} {r.choice(LAST)[0]}.", r.choice(LAST).lower() + a.lower(), "Anonymous"])


def section(r, texts, title):
    """The markup of a comment section."""
    lang = WORDS[r.choices(list(WORDS), [8, 1, 1, 1])[0]]
    n = int(2 ** r.uniform(0, 5.5))
    style = r.randrange(8)
    pick = lambda key: r.choice(lang[key])
    says, reply, by = pick("says"), [x for x in {pick("reply"), pick("reply")} if x], pick("by")
    dated = r.random() < 0.85
    named = r.choice(["comment", "comment", "reply", "response", "post", "item", "user", "entry", "c", "box"])
    out = []
    head = pick("head").format(n=n, t=title)
    if head:
        out.append(r.choice([f"<h3>{escape(head)}</h3>", f"<h2 class='title'>{escape(head)}</h2>", f"<div>{escape(head)}</div>", f"<p><b>{escape(head)}</b></p>"]))
    for i in range(n):
        a, d = author(r), date(r) if dated else ""
        if r.random() < 0.5:
            a = f'<a href="/u/{i}">{a}</a>'
        paragraphs = [escape(t) for t in r.sample(texts, 1 if r.random() < 0.75 else 2)]
        body = "".join(f"<p>{p}</p>" for p in paragraphs) if r.random() < 0.7 else "<br>".join(paragraphs)
        acts = " ".join(f'<a href="#r{i}">{x}</a>' for x in reply)
        line = by.format(a=a, d=d, s=says)
        out.append([
            f"<li class='{named} even'><div class='{named}-author vcard'><cite>{a}</cite> <span>{says}</span></div><div class='{named}-meta'><a href='#{i}'>{d}</a></div>{body}<div class='reply'>{acts}</div></li>",
            f"<div class='{named}'><div class='{named}-head'><b>{a}</b> <span>{d}</span></div><div class='{named}-body'>{body}</div><div>{acts}</div></div>",
            f"<p>{'<br>'.join(paragraphs)}</p><p><i>{line}</i> {acts}</p>",
            f"<p>{line}</p>{body}<p>{acts}</p>",
            f"<table><tr><td>{a}<br>{d}</td><td>{body}{acts}</td></tr></table>",
            f"<dt>{a} {says}</dt><dd>{body}</dd><dd><a href='#{i}'>{d}</a></dd>",
            f"<p><strong>{a}</strong> {says} {' '.join(paragraphs)} <small>{d}</small> {acts}</p>",
            f"<div><span>{a}</span><span> {d}</span>{body}{acts}</div>"][style])
    rows = "".join(out[1:] if head else out)
    rows = (out[0] if head else "") + {0: f"<ol class='{named}list'>{rows}</ol>", 5: f"<dl>{rows}</dl>"}.get(style, rows)
    foot = pick("foot")
    rows += f"<h4>{foot}</h4>" if foot and r.random() < 0.7 else ""
    mark = r.choice(["comments", "comments", "disqus_thread", "responses", "discussion", "c2", "lower", "block", ""])
    return f"<div id='{mark}'>{rows}</div>" if mark else f"<div>{rows}</div>"


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}


def with_comments(page, html, gold, texts):
    """The page with comments below the part that holds the gold; None where that part can't be told."""
    r = random.Random(hashlib.sha256(("comments:" + page).encode()).digest())
    wanted = shingles(gold)
    if len(wanted) < 40:
        return None
    tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    at = tree.find("body")
    if at is None:
        return None
    share = lambda e: len(wanted & shingles(e.text_content())) / len(wanted)
    if share(at) < 0.7:
        return None
    while True:
        below = [e for e in at if isinstance(e.tag, str) and len(e) and share(e) > 0.75]
        if not below:
            break
        at = below[0]
    title = (tree.findtext(".//title") or "").split("|")[0].strip()
    block = lxml.html.fragment_fromstring(section(r, texts, title))
    if at.tag in ("body", "td", "article") or r.random() < 0.5:
        children = [i for i, e in enumerate(at) if isinstance(e.tag, str) and wanted & shingles(e.text_content())]
        at.insert(children[-1] + 1 if children else len(at), block)
    else:
        block.tail, at.tail = at.tail, None
        at.addnext(block)
    return lxml.html.tostring(tree, encoding="unicode")


def comment_texts(pages):
    """Paragraphs of posts and articles that can stand as comments; pages: (type, gold)."""
    posts, others = [], []
    for kind, gold in pages:
        for line in gold.split("\n"):
            count = len(line.split())
            if 3 <= count <= 120:
                (posts if kind == "forum" else others).append(line.strip())
    r = random.Random(7)
    return posts + r.sample(others, min(len(others), len(posts) // 3))
