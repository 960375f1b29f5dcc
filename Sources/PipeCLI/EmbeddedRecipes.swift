// Written by `pipe docs` from pipelines/: change those.
// swift-format-ignore-file

/// The recipes of `pipe clean` and their pattern libraries, by the path below `pipelines`.
enum EmbeddedRecipes {
  static let files: [String: [UInt8]] = [
    "news.yaml": Array(##"""
# yaml-language-server: $schema=pipeline.schema.json
# Run it:    pipe run pipelines/news.yaml                  the samples beside this file
#            pipe run pipelines/news.yaml my/folder        your own pages
# See it:    pipe try pipelines/news.yaml my/page.txt      one page, stage by stage
# Test it:   pipe test pipelines/news.yaml
version: 1
name: news
description: News pages, flattened to text or as HTML, to clean Markdown with metadata.

vars:
  corpus: {type: path, default: samples/news, help: Where the pages are.}
  out: {type: path, default: out/news, help: "Where the results go, below the working folder."}
  min_words: {type: int, min: 1, default: 30, help: Articles with fewer words are rejected.}

patterns:
  ads: patterns/ads.patterns.yaml
  bylines: patterns/bylines.patterns.yaml
  calendars: patterns/calendars.patterns.yaml
  consent: patterns/consent.patterns.yaml
  copyright: patterns/copyright.patterns.yaml
  disclaimers: patterns/disclaimers.patterns.yaml
  pagination: patterns/pagination.patterns.yaml
  paywall: patterns/paywall.patterns.yaml
  separators: patterns/separators.patterns.yaml
  widgets: patterns/widgets.patterns.yaml

input:
  paths: ["${vars.corpus}"]
  meta: {site: url.host, date: date}

stages:
  - normalize_text

  - stage: cut_text
    id: calendar
    match: calendars.grids

  - stage: drop_lines
    id: ads
    match: [ads.labels, ads.scripts]

  - stage: drop_lines
    id: furniture
    match:
      - separators.marks
      - widgets.headings
      - widgets.share
      - widgets.follow
      - widgets.newsletter
      - widgets.comments
      - widgets.account
      - pagination.links

  - stage: drop_lines
    id: notices
    match: [consent.banners, paywall.notices, copyright.lines]

  - stage: drop_blocks
    id: disclaimer
    match: disclaimers.notices

  - stage: capture_metadata
    id: byline
    match: bylines.names
    zone: {first: 30%}
    fields: {author: meta.author}
    when: not exists(meta.author)

  - stage: capture_metadata
    id: dateline
    match: [bylines.dates, bylines.times]
    zone: {first: 30%}
    fields: {date: meta.date}
    when: not exists(meta.date)

  - stage: drop_lines
    id: byline_lines
    match: [bylines.names, bylines.dates, bylines.times]
    zone: {first: 25%}

  - stage: capture_metadata
    id: bio
    match: bylines.bios
    zone: {last: 40%}
    fields: {author: meta.author, bio: meta.author_bio}
    action: cut

  - stage: restore_tables
    id: tables
    otherwise: keep               # unsure: the lines stay as they are, the document is tagged

  - stage: drop_repeated_blocks
    id: repeats

  - stage: filter
    id: quality
    rules:
      - {id: too_short, require: doc.words >= vars.min_words}
      - {id: mostly_furniture, require: doc.removed_ratio <= 0.8}

  - stage: drop_exact_duplicates
    id: copies

  - stage: redact_pii
    id: privacy

  - stage: summarize
    id: summary
    sentences: 3
    into: meta.summary
    on_error: skip                # an article without a summary is still an article

outputs:
  articles:
    write: kept
    path: "${vars.out}/articles/{slug}.md"
    format: markdown
    front_matter: [id, title, author, author_bio, date, site, summary, tables]
  rejected:
    write: rejected
    path: "${vars.out}/rejected.jsonl"
    fields: [id, reason, text]
  failed:
    write: failed
    path: "${vars.out}/failed.jsonl"
  removed:                        # a record for each span that was taken out, with its rule
    write: removed
    path: "${vars.out}/removed.jsonl"

tests:
  - name: a sentence about advertising stays
    stages: [ads, furniture, notices]
    given: {text: Advertisement revenue fell 3% in May.}
    expect: unchanged

  - name: labels of advertisements go, in ten languages
    stages: [ads]
    given:
      text: |
        The ferry sails at noon.
        ADVERTISEMENT
        Anzeige
        Publicité
        Publicidad
        Publicidade
        Pubblicità
        广告
        広告
        РЕКЛАМА
        إعلان
        It returns at six.
    expect:
      text: "The ferry sails at noon.\n\nIt returns at six."
      removed_by: {ads: 10}

  - name: runs of symbols and page numbers go, rules of tables and a break of three stars stay
    stages: [furniture]
    given:
      text: |
        / / / . . . $ $ $ - - ----
        1 - 2 - 3 - 4 - 5
        | Port | Boats |
        |------|-------|
        | Elm  | 12    |
        * * *
        The score was 3 - 2.
    expect:
      lacks: ["/ / /", "1 - 2"]
      contains: ["* * *", The score was 3 - 2., Elm]
      removed_by: {furniture: 2}

  - name: headings of side columns go, the same words in a sentence stay
    stages: [furniture]
    given:
      text: |
        Related Posts
        Archives released in May show otherwise.
        Share this article on Facebook
        They share the prize with a school in Lyon.
        Leave a Reply
        Read more »
        Kategorien
    expect:
      text: "Archives released in May show otherwise.\n\nThey share the prize with a school in Lyon."

  - name: a month grid goes, one that begins on Sunday too
    stages: [calendar]
    given:
      text: "The harbour was dredged.\nFebruary 2026\nS M T W T F S\n1 2 3 4 5 6 7\n8 9 10 11 12 13 14\n15 16 17 18 19 20 21\n22 23 24 25 26 27 28\nIt took a year."
    expect: {text: "The harbour was dredged.\n\nIt took a year."}

  - name: numbers under weekdays that are no calendar stay
    stages: [calendar]
    given: {text: "M T W T F S S\n12 9 14 8 20 31 7\n11 10 15 9 22 30 6"}
    expect: unchanged

  - name: a disclaimer goes, a report about one stays
    stages: [disclaimer]
    given:
      text: |
        The minister issued a denial of responsibility on Monday, and the paper printed it in full on its first page.

        Disclaimer: we are an automatic aggregator and are not responsible for it.
    expect:
      contains: [The minister issued a denial]
      lacks: [automatic aggregator]
      removed_by: {disclaimer: 1}

  - name: cookie banners and paywalls go, a recipe with cookies stays
    stages: [notices]
    given:
      text: |
        We use cookies to give you the best experience on our site.
        Accept all
        This article is for subscribers only
        We use cookies as the base of this cake.
        © 2024 Example Media. All rights reserved.
    expect: {text: We use cookies as the base of this cake.}

  - name: a name with a sentence about its owner at the end is the author
    stages: [bio]
    given:
      text: "The lighthouse of Port Elm was lit again on Friday, for the first time in eleven years.\nMany had come to see it.\n\nMira Holt\n\nA freelance reporter who writes about tides."
    expect:
      meta.author: Mira Holt
      meta.author_bio: A freelance reporter who writes about tides.
      lacks: [Mira Holt]

  - name: the last heading and its paragraph are no byline
    stages: [bio]
    given: {text: "The lamp burns.\n\nFinal Thoughts\n\nA new lamp will come in May, said the keeper."}
    expect: unchanged

  - name: a line with the writer's name above the text is the author
    stages: [byline, byline_lines]
    given: {text: "The lamp burns again\nVon Anna Weber\nIn Port Elm brennt seit Freitag wieder ein Licht, und alle sind froh darüber, dass die lange Zeit ohne Licht vorbei ist."}
    expect: {meta.author: Anna Weber, lacks: [Anna Weber]}

  - name: a line with a label and a date is the day of publication
    stages: [dateline, byline_lines]
    given: {text: "The lamp burns again\nPublished: May 3, 2024, 10:15 am\nSince Friday there is a light in Port Elm again, and everybody is glad that the long dark time is over now."}
    expect: {meta.date: "May 3, 2024", lacks: [Published]}

  - name: a date that came with the record stays, the line goes all the same
    stages: [dateline, byline_lines]
    given:
      text: "The lamp burns again\nPublished: May 3, 2024, 10:15 am\nSince Friday there is a light in Port Elm again, and everybody is glad that the long dark time is over now."
      meta: {date: "2024-05-03"}
    expect: {meta.date: "2024-05-03", lacks: [Published]}

  - name: a date in a sentence stays
    stages: [dateline, byline_lines]
    given: {text: "The talks ended on May 3, 2024, at 10:15, in Port Elm."}
    expect: unchanged

  - name: a stub is rejected, and says why
    given: {text: Short note.}
    expect: {outcome: rejected, reason: quality/too_short}

  - name: headings of side columns go, in ten languages
    stages: [furniture]
    given:
      text: |
        The lamp is lit at dusk.
        Related articles
        Ähnliche Artikel
        À lire aussi
        Te puede interesar
        Leia também
        Articoli correlati
        相关阅读
        関連記事
        Читайте также
        اقرأ أيضا
        It burns until dawn.
    expect:
      text: "The lamp is lit at dusk.\n\nIt burns until dawn."
      removed_by: {furniture: 10}

  - name: a page that is nothing but furniture is rejected
    given:
      text: |
        The keeper of the lamp has gone to the mainland for his sister's wedding and comes back on Thursday with the mail, the flour and the new wick, if the weather lets the boat sail.

        Disclaimer: this site is an automatic aggregator. We have arranged what others publish in one place, for educational purposes only, and are not responsible for any of it. All trademarks belong to their rightful owners, all materials to their authors. If you own something that is shown here and do not want us to show it, write to us by e-mail and it will be deleted within a day. We have no editors, no reporters and no office, and nobody reads these pages before they are shown. Links lead to the places from which the texts were taken. Prices, dates and names may be wrong, out of date or made up. Nothing here is advice on law, health, money or the weather, and whoever takes it as such does so at their own risk. This notice is shown under every text, whatever it is about, and has been since the first day.
    expect: {outcome: rejected, reason: quality/mostly_furniture}

  - name: addresses and telephone numbers are masked
    stages: [privacy]
    given: {text: Write to harbour@port-elm.example or call +1 202-555-0143.}
    expect: {text: "Write to [email] or call [phone]."}

  - name: an aggregator's page keeps its story and its table, and loses the rest
    given: {file: samples/news/harbour-dredging.txt}
    expect:
      outcome: kept
      contains: [Advertisement revenue from the new ferry terminal]
      lacks: [ADVERTISEMENT, Denial of responsibility, Related Posts, M T W T F S S, $ $ $]
      meta.author: Ilse Brandt
      meta.tables: {count: 1, columns: [4], rows: [3]}
      meta.summary: {sentences: 3, from_source: true}
      removed_by: {ads: 5, disclaimer: 1}
      golden: samples/golden/harbour-dredging.md

  - name: a table that was left with one cell a line is a table again
    given: {file: samples/news/orchard-frost.txt}
    expect:
      meta.author: Tom Penhallow
      meta.date: May 14, 2024
      meta.tables: {count: 1, columns: [3], rows: [3]}
      golden: samples/golden/orchard-frost.md

  - name: wrapped lines are one paragraph, and a paragraph that stands there twice stays once
    given: {file: samples/news/observatory-opens.txt}
    expect:
      meta.author: Nadia Orsini
      removed_by: {repeats: 1, disclaimer: 1}
      golden: samples/golden/observatory-opens.md

  - name: a German page is cleaned by German patterns
    given: {file: samples/news/kanalbruecke.txt}
    expect:
      meta.author: Hanna Lindgren
      meta.date: 3. September 2024
      lacks: [Anzeige, Meistgelesen, Rechte vorbehalten]
      golden: samples/golden/kanalbruecke.md

  - name: a Markdown file keeps its table, its numbers and its break
    given: {file: samples/news/market-notes.md}
    expect:
      outcome: kept
      contains: [Second-hand boots, "* * *", The next market is on the 22nd.]
      lacks: [Related posts, "Share this:"]
      meta.title: Notes from the Saturday market
      meta.tables: {count: 1, columns: [3], rows: [3]}

"""##.utf8),
    "web.yaml": Array(##"""
# yaml-language-server: $schema=pipeline.schema.json
# Run it:    pipe run pipelines/web.yaml                   the sample pages beside this file
#            pipe run pipelines/web.yaml my/folder         your own
# See it:    pipe try pipelines/web.yaml my/page.html      one page, stage by stage
# Test it:   pipe test pipelines/web.yaml
version: 1
name: web
description: Folders of HTML pages of any kind to the Markdown of their main content, with metadata.

vars:
  corpus: {type: path, default: samples, help: Where the pages are.}
  out: {type: path, default: out/web, help: "Where the results go, below the working folder."}
  min_words: {type: int, min: 1, default: 20, help: Pages with fewer words are rejected.}

patterns:
  ads: patterns/ads.patterns.yaml
  bylines: patterns/bylines.patterns.yaml
  calendars: patterns/calendars.patterns.yaml
  consent: patterns/consent.patterns.yaml
  copyright: patterns/copyright.patterns.yaml
  disclaimers: patterns/disclaimers.patterns.yaml
  pagination: patterns/pagination.patterns.yaml
  paywall: patterns/paywall.patterns.yaml
  separators: patterns/separators.patterns.yaml
  widgets: patterns/widgets.patterns.yaml

input:
  paths: ["${vars.corpus}/**/*.html"]
  meta: {site: url.host}

stages:
  - normalize_text

  - stage: cut_text
    id: calendar
    match: calendars.grids

  - stage: drop_lines
    id: furniture
    match:
      - ads.labels
      - ads.scripts
      - separators.marks
      - widgets.share
      - widgets.follow
      - widgets.newsletter
      - widgets.comments
      - widgets.account
      - pagination.links
      - consent.banners
      - paywall.notices
      - copyright.lines

  - stage: drop_lines
    id: side_headings
    note: Documentation may have a chapter on categories or archives; columns stand behind the text.
    match: widgets.headings
    zone: {last: 50%}

  - stage: drop_blocks
    id: disclaimer
    match: disclaimers.notices

  - stage: capture_metadata
    id: byline
    match: bylines.names
    zone: {first: 40%}
    fields: {author: meta.author}
    when: not exists(meta.author)

  - stage: capture_metadata
    id: dateline
    match: [bylines.dates, bylines.times]
    zone: {first: 40%}
    fields: {date: meta.date}
    when: not exists(meta.date)

  - stage: drop_lines
    id: byline_lines
    match: [bylines.names, bylines.dates]
    zone: {first: 25%}

  - stage: capture_metadata
    id: bio
    match: bylines.bios
    zone: {last: 40%}
    fields: {author: meta.author, bio: meta.author_bio}
    action: cut

  - stage: drop_boilerplate
    id: boilerplate

  - stage: drop_repeated_blocks
    id: repeats

  - stage: filter
    id: quality
    rules:
      - {id: too_short, require: doc.words >= vars.min_words}

  - stage: drop_exact_duplicates
    id: copies

  - stage: summarize
    id: summary
    sentences: 3
    into: meta.summary
    on_error: skip

outputs:
  pages:
    write: kept
    path: "${vars.out}/pages/{slug}.md"
    format: markdown
    front_matter: [id, title, author, author_bio, date, site, summary, tables]
  rejected:
    write: rejected
    path: "${vars.out}/rejected.jsonl"
    fields: [id, reason, text]
  failed:
    write: failed
    path: "${vars.out}/failed.jsonl"
  removed:                        # a record for each span that was taken out, with its rule
    write: removed
    path: "${vars.out}/removed.jsonl"

tests:
  - name: furniture of a page goes, in the page's own language
    stages: [furniture]
    given:
      html: |
        <body><div>Nous utilisons des cookies pour améliorer votre expérience de navigation.</div>
        <p>Les oies sont revenues au marais.</p><p>Publicité</p><p>Partager sur Facebook</p>
        <footer>© 2024 La Vigie. Tous droits réservés.</footer></body>
    expect: {text: Les oies sont revenues au marais.}

  - name: a chapter on categories stays, a column of them does not
    stages: [side_headings]
    given:
      html: |
        <h2>Categories</h2><p>Every knot belongs to one of four categories, which differ in how they hold a load and in how they are undone.</p>
        <p>The first of them is the largest by far, and the one that a beginner should learn before all others.</p><h3>Archives</h3>
    expect: {contains: [Categories], lacks: [Archives]}

  - name: a sentence about cookies in a recipe stays
    stages: [furniture]
    given: {html: "<p>We use cookies as the base of this cake.</p>"}
    expect: unchanged

  - name: a calendar of the archive goes
    stages: [calendar]
    given: {file: samples/web/blog-rope-walk.html}
    expect: {lacks: [March 2024, "11 12 13"], removed_by: {calendar: 1}}

  - name: code keeps its lines and its blanks
    given: {file: samples/web/docs-tide-tables.html}
    expect:
      outcome: kept
      contains: ["    if tide.height > 4.0:", "2024-05-01T10:25Z  low   0.74"]

  - name: a page that is being built is rejected
    given: {file: samples/web/empty-stub.html}
    expect: {outcome: rejected, reason: quality/too_short}

"""##.utf8),
    "patterns/ads.patterns.yaml": Array(##"""
# yaml-language-server: $schema=patterns.schema.json
version: 1
sets:
  labels:
    help: Lines that only label an advertisement, or say that the text goes on below one.
    unit: line
    flags: [caseless]
    patterns:
      - id: english
        regex: '^[\h\p{P}]*+(?:advertisements?|advertorial|advertising|ad\h?choices|ad\h+feature|(?:sponsored|promoted)(?:\h+(?:content|posts?|links?|stor(?:y|ies)|articles?))?|paid\h+(?:content|posts?|partnership)|(?:skip|close|report|hide)\h+(?:this\h+)?(?:ads?|advertisement))[\h\p{P}]*+$'
        hits: [ADVERTISEMENT, '  Sponsored content ', '[Advertisement]', '- AdChoices -', Report this ad]
        misses: ['Advertisement revenue fell 3% in May.', 'Promoted to captain', 'The sponsored post', 'Ad']
      - id: english-continues
        regex: '^[\h\p{P}]*+(?:advertisement[\h\p{P}]{1,5}+)?(?:(?:story|article|text|content|report)\h+continues|continue\h+reading|scroll\h+(?:down\h+)?(?:to|for)\h+(?:continue|more)(?:\h+(?:reading|content))?)(?:\h+(?:below|after)(?:\h+(?:this|the))?(?:\h+(?:ad|advert|advertisement|video))?)?[\h\p{P}]*+$'
        hits: [Story continues below advertisement, Article continues after ad, Advertisement - scroll to continue]
        misses: [The story continues below the bridge., Article continues after a dispute]
      - id: english-short
        regex: '^(?-i)\h*+(?:\[(?:Ad|AD)\]|[-–—]\h?(?:Ad|AD)\h?[-–—]|\((?:Ad|AD)\))\h*+$'
        hits: ['[Ad]', '– AD –']
        misses: [Ad, '[Adam]', 79 AD]
      - id: german
        regex: '^[\h\p{P}]*+(?:anzeigen?|werbung|werbeanzeige|advertorial|bezahlter\h+inhalt|gesponsert(?:er\h+(?:inhalt|beitrag))?|(?:(?:artikel|text|weiter)\h+)?(?:geht\h+)?(?:nach|unter)\h+der\h+(?:anzeige|werbung)(?:\h+(?:geht.s\h+)?weiter)?)[\h\p{P}]*+$'
        hits: [Anzeige, '- Werbung -', Weiter nach der Werbung]
        misses: [Die Anzeige wurde zurückgezogen., Werbung für Tabak ist verboten]
      - id: french
        regex: '^[\h\p{P}]*+(?:publicités?|annonces?|contenu\h+sponsorisé|(?:article|publication)\h+sponsorisée?|sponsorisé|(?:la\h+suite|l.article\h+continue|lire\h+la\h+suite)\h+après\h+(?:cette|la)\h+publicité)[\h\p{P}]*+$'
        hits: [Publicité, La suite après cette publicité]
        misses: [La publicité pour le tabac est interdite., Publicité mensongère]
      - id: spanish
        regex: '^[\h\p{P}]*+(?:publicidad|anuncios?|(?:contenido\h+)?patrocinado|(?:la\h+(?:noticia|nota)\h+)?(?:continúa|sigue)\h+(?:después|debajo|luego|tras)(?:\h+de)?\h+(?:la\h+publicidad|el\h+anuncio|este\h+anuncio))[\h\p{P}]*+$'
        hits: [Publicidad, Contenido patrocinado, La noticia continúa después de la publicidad]
        misses: [La publicidad engaña., Anuncios de empleo en Lima]
      - id: portuguese
        regex: '^[\h\p{P}]*+(?:publicidade|anúncios?|(?:conteúdo\h+)?patrocinado|continua\h+(?:após|depois)\h+(?:da|a)\h+publicidade)[\h\p{P}]*+$'
        hits: [PUBLICIDADE, Continua após a publicidade]
        misses: [A publicidade cresceu., Anúncio do ministro]
      - id: italian
        regex: '^[\h\p{P}]*+(?:pubblicità|annunci(?:o(?:\h+pubblicitario)?)?|(?:contenuto\h+)?sponsorizzato|(?:l.articolo\h+)?continua\h+(?:dopo|sotto)\h+(?:la\h+pubblicità|l.annuncio))[\h\p{P}]*+$'
        hits: [Pubblicità, Contenuto sponsorizzato]
        misses: [La pubblicità cresce., Annuncio del sindaco]
      - id: chinese
        regex: '^[\h\p{P}]*+(?:广告|廣告|赞助(?:商|内容)?|贊助(?:商|內容)?|推广(?:内容)?|广告\h*[·:：]?\h*继续阅读|(?:文章|内容)?广告后继续)[\h\p{P}]*+$'
        hits: [广告, '[廣告]', 赞助内容]
        misses: [广告收入下降了百分之三。, 推广普通话]
      - id: japanese
        regex: '^[\h\p{P}]*+(?:広告|広告の(?:後|あと)(?:に|にも)(?:続きます|続く)|スポンサー(?:ド)?(?:リンク|コンテンツ)?)[\h\p{P}]*+$|^\h*+[\[［【]PR[\]］】]\h*+$'
        hits: [広告, スポンサーリンク, 【PR】]
        misses: [広告収入は三パーセント減った。, PR]
      - id: russian
        regex: '^[\h\p{P}]*+(?:реклама|на\h+правах\h+рекламы|рекламный\h+(?:материал|блок)|спонсорский\h+(?:материал|контент)|партн[её]рский\h+материал|(?:продолжение|читайте\h+далее)\h+после\h+рекламы)[\h\p{P}]*+$'
        hits: [РЕКЛАМА, На правах рекламы]
        misses: [Реклама табака запрещена., Рекламный рынок вырос]
      - id: arabic
        regex: '^[\h\p{P}]*+(?:إعلان(?:ات)?|اعلان(?:ات)?|محتوى\h+(?:مموّ?ل|برعاية|ترويجي|دعائي)|إعلان\h+ممو[ّ]?ل)[\h\p{P}]*+$'
        hits: [إعلان, إعلانات, محتوى ممول]
        misses: [إعلان الحكومة الجديدة, انخفضت عائدات الإعلان]
      - id: other-languages
        regex: '^[\h\p{P}]*+(?:advertentie|gesponsord|reklama|artykuł\h+sponsorowany|reklam|annons|reklame|annonse|mainos|광고|quảng\h+cáo|διαφήμιση|iklan)[\h\p{P}]*+$'
        hits: [Advertentie, REKLAMA, 광고, Quảng cáo]
        misses: [Reklama kosztuje., Annons om arbete]

  scripts:
    help: What is left of scripts that place advertisements.
    unit: line
    patterns:
      - id: adsbygoogle
        regex: '^\h*+\(?(?:window\.)?adsbygoogle\b.{0,120}$'
        hits: ['(adsbygoogle = window.adsbygoogle || []).push({});', 'adsbygoogle.push({})']
        misses: ['The script adsbygoogle is old.', 'ads by some firm']
      - id: googletag
        regex: '^\h*+(?:window\.)?(?:googletag|_taboola|OBR)\b[\h.=\[(].{0,200}$'
        hits: ["googletag.cmd.push(function() { googletag.display('div-1'); });", 'window._taboola = window._taboola || [];']
        misses: ['googletags are labels', 'The OBR said growth is slow.']

"""##.utf8),
    "patterns/bylines.patterns.yaml": Array(##"""
# yaml-language-server: $schema=patterns.schema.json
version: 1
sets:
  bios:
    help: An author's name on a line, and a sentence about the author below it.
    unit: text
    flags: [extended, multiline]
    patterns:
      - id: name-then-bio
        regex: |
          ^\h*+(?<author>\p{Lu}[\p{L}\p{M}.'’-]++(?:\h(?:(?:de|van|von|der|den|del|da|di|dos|la|le|al|bin|el|du)\h){0,2}\p{Lu}[\p{L}\p{M}.'’-]*+){1,3})\h*+
          \n(?:\h*+\n){0,2}+
          \h*+(?<bio>(?:
            An?\h(?:[\p{L}-]++,?\h){0,5}?
              (?:journalist|writer|reporter|editor|author|blogger|columnist|correspondent|photographer|critic|essayist|novelist|storyteller|commentator|analyst)
              (?:\h(?:and|&)\h[\p{L}\h-]{3,40}?)?,?\h
              (?:who|whose|with|covering|based|speciali[sz]ing|focus(?:ed|ing|sing)|passionate|dedicated|known|committed|driven)\b
          | Eine?\h(?:[\p{L}-]++,?\h){0,4}?
              (?:Journalist|Reporter|Autor|Redakteur|Korrespondent|Fotograf|Kolumnist|Blogger)(?:in)?,?\h(?:der|die|mit|aus|und)\b
          | Une?\h(?:[\p{L}-]++,?\h){0,4}?
              (?:journaliste|rédacteur|rédactrice|auteure?|autrice|reporter|chroniqueu(?:r|se)|photographe),?\h(?:[\p{L}-]++,?\h){0,3}?(?:qui|spécialisée?|passionnée?|basée?|couvrant)\b
          | Una?\h(?:[\p{L}-]++,?\h){0,4}?
              (?:periodista|escritora?|redactora?|autora?|reporter[oa]|cronista|giornalista|scrittore|scrittrice|autore|autrice),?\h(?:[\p{L}-]++,?\h){0,3}?(?:que|che|especializad[oa]|specializzat[oa]|apasionad[oa]|appassionat[oa]|con)\b
          | Uma?\h(?:[\p{L}-]++,?\h){0,4}?
              (?:jornalista|escritora?|redatora?|autora?|repórter|cronista),?\h(?:[\p{L}-]++,?\h){0,3}?(?:que|especializad[oa]|apaixonad[oa]|com)\b
          )[^\n]{5,240}?\.)\h*+$
        hits:
          - "Jackson Lee\n\nA data journalist who uses numbers to tell compelling narratives."
          - "Mira van der Holt\nAn award-winning reporter covering harbours and rivers."
          - "Anna Weber\n\nEine freie Journalistin, die über Flüsse schreibt."
          - "Luc Morel\n\nUn journaliste passionné par les ports et les marées."
          - "Ana Ruiz\n\nUna periodista que escribe sobre ciencia y mar."
        misses:
          - "Final Thoughts\n\nAs the council engages directly with the fishermen."
          - "Rising Star\n\nA journalist from Port Elm won the prize on Monday."
          - "Jane Miller\n\nA new bridge opened in the town."
          - "she waited\n\nA writer who sings."
      - id: about-the-author
        regex: |
          ^[\h\#]*+(?i:about\h+the\h+author|über\h+(?:den\h+autor|die\h+autorin)|zur\h+person
            |à\h+propos\h+de\h+l.aut(?:eur|rice)e?|sobre\h+(?:el\h+autor|la\h+autora|o\h+autor|a\h+autora)
            |sull.autore|sull.autrice|об\h+авторе|(?:عن|نبذة\h+عن)\h+(?:الكاتب|المؤلف)
            |作者(?:简介|簡介)|(?:著者|筆者)(?:プロフィール|紹介)|この記事を書いた人)\h*+[:\x{FF1A}]?\h*+
          \n(?:\h*+\n){0,2}+
          \h*+(?<author>\p{L}[^\n.!?。]{1,50}?)\h*+
          \n(?:\h*+\n){0,2}+
          \h*+(?<bio>[^\n]{10,400}?[.!。])\h*+$
        hits:
          - "About the author\n\nJane Miller\n\nJane has written about tides since 1998."
          - "Об авторе\nИван Петров\nПишет о реках и мостах двадцать лет."
          - "作者简介\n王明\n常年报道港口与河流的记者，居住在海边。"
        misses:
          - "The author wrote a letter.\n\nJane Miller\n\nIt was short."
          - "About the author\n\nNobody knows more than this. It is a pity.\n\nThe end."

  names:
    help: Lines that say who wrote the text.
    unit: line
    flags: [extended]
    patterns:
      - id: european
        regex: |
          ^[\h*_]*+(?i:by|written\h+by|words\h+by|story\h+by|(?:text|autor(?:in)?|auteure?|autore|autora?|texte|testo|texto)\h*:|von|par|por|di)\h+
          (?!(?i:the|an?|any|all|no|our|my|their|his|her|its|your|popular|invitation|order|law|design|default|hand|land|sea|air|night|day|then|now|contrast|comparison|definition|far|using|favor|fin|ejemplo|contre|exemple|exemplo|tal)\b)
          (?<author>\p{Lu}[\p{L}\p{M}.'’-]*+(?:\h(?:(?:de|van|von|der|den|del|della|da|di|do|dos|la|le|al|bin|ibn|el|du|zu)\h){0,2}\p{Lu}[\p{L}\p{M}.'’-]*+){1,3}
            (?:(?:,|\h(?:and|&|und|et|y|e))\h\p{Lu}[\p{L}\p{M}.'’-]*+(?:\h(?:(?:de|van|von|der|den|del|della|da|di|do|dos|la|le|al|bin|ibn|el|du|zu)\h){0,2}\p{Lu}[\p{L}\p{M}.'’-]*+){1,3}){0,3})
          (?:\h*+[|·•–—/-]\h*+[^.!?]{0,80}|,\h(?:\p{Lu}|\d)[^.!?]{0,60})?[\h*_]*+$
        hits:
          - By Jane Miller
          - 'By Jane Miller and Tom de Vries | 3 May 2024'
          - Written by Oluwaseun Adé, Science Editor
          - Von Anna Weber
          - Par Luc Morel
          - 'Texto: Ana Ruiz'
        misses:
          - By the numbers
          - By Land and Sea
          - By Jane Miller the bridge was drawn.
          - By Popular Demand
          - Von Berlin nach Hamburg fährt ein Zug.
          - Par exemple
      - id: russian-arabic
        regex: |
          ^\h*+(?:(?i:автор|текст|подготовила?)\h*[:—–]\h*+|(?i:بقلم|كتب|كتبت|المؤلف|الكاتب|تحرير)\h*[:\/]\h*+)
          (?<author>\p{L}[\p{L}\p{M}.'’-]*+(?:\h\p{L}[\p{L}\p{M}.'’-]*+){1,3})
          (?:\h*+[|·•–—]\h*+[^.!?]{0,60})?\h*+$
        hits: ['Автор: Иван Петров', 'Текст — Мария Орлова', 'بقلم: محمد علي']
        misses: [Автор книги Иван Петров, كتب محمد علي رسالة, 'Автор: неизвестный человек из дальней деревни у моря']
      - id: chinese-japanese
        regex: |
          ^\h*+[\[(（【]?(?:(?:作者|记者|記者|撰文|文|撰稿|執筆|著者|筆者|取材・文|文・写真)\h*+[:\x{FF1A}\/\x{FF0F}=\x{FF1D}|]\h*+)
          (?<author>[\p{Han}\p{Hiragana}\p{Katakana}ー・·]{2,12}(?:\h[\p{Han}\p{Hiragana}\p{Katakana}ー・·]{1,8})?)
          (?:\h*+[|·•/]\h*+[^。！？]{0,40})?[\])）】]?\h*+$
        hits: [作者：王明, '文 / 李小红', '執筆：山田 花子']
        misses: [作者说这本书很好。, 记者：您什么时候出发？, 文化：古い町]

  dates:
    help: Lines that say when the text was published, with a label or the writer's name before the date.
    unit: line
    flags: [caseless, extended]
    patterns:
      - id: labelled
        regex: |
          ^[\h*_]*+(?:
             (?:(?:first\h+)?published|posted|updated|last\h+(?:updated|modified)|date|created)(?:\h+(?:on|at))?
           | (?:veröffentlicht|erschienen|aktualisiert|stand|erstellt|zuletzt\h+aktualisiert)(?:\h+am)?|datum
           | (?:publié|mis\h+à\h+jour|modifié)e?(?:\h+le)?|(?:publicad[oa]|actualizad[oa]|atualizad[oa])(?:\h+(?:el|em))?|fecha|data
           | (?:pubblicat[oa]|aggiornat[oa])(?:\h+il)?
           | (?:опубликован[оа]?|обновлен[оа]?|обновлён|дата(?:\h+публикации)?)
           | 发布(?:时间|日期|于)?|发表(?:时间|于)|更新(?:时间|日期|日)?|發布(?:時間|日期)?|時間|时间|日期|公開日?|投稿日|掲載日|最終更新日?
           | نُ?شر(?:\h+في)?|تاريخ\h+النشر|آخر\h+تحديث)
          \h*+[:\x{FF1A}]?\h*+(?:\p{L}{2,10}+,\h)?
          (?<date>(?:19|20)\d\d-\d\d?-\d\d?(?:[T\h]\d\d:\d\d(?::\d\d)?Z?)?
           | \p{L}{3,12}+\.?\h\d{1,2}(?:st|nd|rd|th)?,?\h(?:19|20)\d\d
           | \d{1,2}(?:\.|º|er)?\h(?:de\h)?\p{L}{3,12}+\.?(?:\hde)?,?\h(?:19|20)\d\d
           | \d{1,2}[.\/]\d{1,2}[.\/](?:19|20)?\d\d
           | (?:19|20)\d\d[.\/]\d{1,2}[.\/]\d{1,2}
           | (?:19|20)\d\d\h?年\h?\d{1,2}\h?月\h?\d{1,2}\h?日)
          (?:\h*+[,|·•–—(@]?\h*+(?:at\h|um\h|à\h|a\hlas\h|às\h|alle\h|в\h)?\d{1,2}[:.h]\d{2}[^.!?]{0,40}|\h*+[|·•–—(][^.!?]{0,60}|\h+(?:by|von|par|por|di)\h[^.!?]{2,60}|\h+г\.)?[\h*_.]*+$
        hits:
          - 'Published: May 3, 2024, 10:15 am'
          - Updated on 3 May 2024
          - Posted on March 3, 2024 by Bram Solheim | 2 comments
          - Veröffentlicht am 3. Mai 2024
          - Publié le 3 mai 2024 à 18h30
          - Publicado el 3 de mayo de 2024
          - 发布时间：2024-05-03 10:15
          - 公開日：2024年5月3日
          - 'Опубликовано: 3 мая 2024'
        misses:
          - Published in May, the report of 3 May 2024 was long.
          - The talks ended on May 3, 2024.
          - Posted to the island on 3 May 1924, she wrote home.
          - 'Date: to be announced'
          - May 3, 2024
      - id: after-name            # "By Jane Miller | 3 May 2024"
        regex: |
          ^[\h*_]*+(?:(?:written\h+)?by|von|par|por|di)\h+\p{L}[^|·•–—.!?]{3,80}[|·•–—]\h*+(?:\p{L}{3,10}+,\h)?
          (?<date>\p{L}{3,12}+\.?\h\d{1,2}(?:st|nd|rd|th)?,?\h(?:19|20)\d\d
           | \d{1,2}(?:\.|º|er)?\h(?:de\h)?\p{L}{3,12}+\.?(?:\hde)?,?\h(?:19|20)\d\d
           | (?:19|20)\d\d-\d\d-\d\d)
          (?:\h*+[,|·•–—]?\h*+\d{1,2}[:.h]\d{2}[^.!?]{0,40})?[\h*_]*+$
        hits: ['By Jane Miller | 3 May 2024', 'Von Anna Weber · 3. Mai 2024, 17:05 Uhr']
        misses: ['By May 3, 2024 the bridge was open.', 'By Jane Miller', By Friday – 3 May 2024 – the bridge was open.]

  times:
    help: Lines of a date and a time and nothing else; in a forum every post has one.
    unit: line
    flags: [caseless, extended]
    patterns:
      - id: date-and-time
        regex: |
          ^[\h*_]*+(?:\p{L}{3,10}+,\h)?
          (?<date>\p{L}{3,12}+\.?\h\d{1,2}(?:st|nd|rd|th)?,?\h(?:19|20)\d\d
           | \d{1,2}(?:\.|º|er)?\h(?:de\h)?\p{L}{3,12}+\.?(?:\hde)?,?\h(?:19|20)\d\d
           | (?:19|20)\d\d-\d\d-\d\d
           | (?:19|20)\d\d[.\/]\d{1,2}[.\/]\d{1,2}
           | (?:19|20)\d\d\h?年\h?\d{1,2}\h?月\h?\d{1,2}\h?日)
          \h*+[,|·•–—@/-]?\h*+(?:at\h|um\h|à\h|a\hlas\h|às\h|alle\h|в\h)?\d{1,2}[:.h]\d{2}(?::\d{2})?\h?(?:am|pm|uhr|[A-Z]{2,4})?
          (?:\h*+[|·•–—]\h*+[^.!?]{0,40})?[\h*_]*+$
        hits: ['May 3, 2024 | 10:15 am', 3 May 2024 - 18:30 UTC, '2024年5月3日 10:15']
        misses: ['May 3, 2024', 'On May 3, 2024 at 10:15 the bell rang.', '2024-05-03 10:15 the bell rang']

"""##.utf8),
    "patterns/calendars.patterns.yaml": Array(##"""
# yaml-language-server: $schema=patterns.schema.json
version: 1
sets:
  grids:
    help: >-
      Archive calendars: a month, a row of seven weekdays (Monday or Sunday first), and all its days in order,
      blanks or not between them, one week or one day a line. A table with such a head and other numbers stays.
    unit: text
    flags: [caseless, extended, multiline]
    patterns:
      - id: month-grid
        regex: |
          ^\h*+
          (?:
             (?:(?:january|february|march|april|may|june|july|august|september|october|november|december
                 |januar|jänner|februar|märz|mai|juni|juli|oktober|dezember
                 |janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre
                 |enero|febrero|marzo|abril|mayo|junio|julio|agosto|se(?:p|pt)iembre|octubre|noviembre|diciembre
                 |janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro
                 |gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre
                 |январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья]
                 |يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر
                 |jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|okt|dez)
               \.?\h++(?:de\h++)?(?:19|20)\d\d
             |(?:19|20)\d\d\h*+年\h*+1?\d\h*+月
             |(?:19|20)\d\d[.\/-](?:0?[1-9]|1[0-2]))
           \h*+\n\s*+)?
          (?:
             m\h+t\h+w\h+t\h+f\h+s\h+s | s\h+m\h+t\h+w\h+t\h+f\h+s
           | m\h+d\h+m\h+d\h+f\h+s\h+s | s\h+m\h+d\h+m\h+d\h+f\h+s
           | l\h+m\h+m\h+j\h+v\h+s\h+d | d\h+l\h+m\h+m\h+j\h+v\h+s
           | l\h+m\h+x\h+j\h+v\h+s\h+d | d\h+l\h+m\h+x\h+j\h+v\h+s
           | s\h+t\h+q\h+q\h+s\h+s\h+d | d\h+s\h+t\h+q\h+q\h+s\h+s
           | l\h+m\h+m\h+g\h+v\h+s\h+d | d\h+l\h+m\h+m\h+g\h+v\h+s
           | 一\h*二\h*三\h*四\h*五\h*六\h*日 | 日\h*一\h*二\h*三\h*四\h*五\h*六
           | 月\h*火\h*水\h*木\h*金\h*土\h*日 | 日\h*月\h*火\h*水\h*木\h*金\h*土
           | (?:\p{L}{1,10}+\.?\s++){6}\p{L}{1,10}+\.?)
          (?:\h*+\n)?
          \s*+0?1\s*+0?2\s*+0?3\s*+0?4\s*+0?5\s*+0?6\s*+0?7\s*+0?8\s*+0?9\s*+10\s*+11\s*+12\s*+13\s*+14\s*+15
          \s*+16\s*+17\s*+18\s*+19\s*+20\s*+21\s*+22\s*+23\s*+24\s*+25\s*+26\s*+27\s*+28
          (?:\s*+29(?:\s*+30(?:\s*+31)?+)?+)?+
          \h*+$
          (?:\s*+[«»‹›<>]\h?\p{L}{3,10}+\.?(?:\h*+\|)?\h*+$|\s*+\p{L}{3,10}+\.?\h?[«»‹›<>]\h*+$){0,2}+
        hits:
          - "October 2025\nM T W T F S S\n 12345\n6789101112\n13141516171819\n20212223242526\n2728293031\n"
          - "February 2026\nS M T W T F S\n1 2 3 4 5 6 7\n8 9 10 11 12 13 14\n15 16 17 18 19 20 21\n22 23 24 25 26 27 28\n« Jan\n"
          - "März 2024\nMo\nDi\nMi\nDo\nFr\nSa\nSo\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21\n22\n23\n24\n25\n26\n27\n28\n29\n30\n31"
          - "octobre 2025\nL M M J V S D\n1 2 3 4 5\n6 7 8 9 10 11 12\n13 14 15 16 17 18 19\n20 21 22 23 24 25 26\n27 28 29 30 31"
          - "2025年10月\n日 月 火 水 木 金 土\n1 2 3 4\n5 6 7 8 9 10 11\n12 13 14 15 16 17 18\n19 20 21 22 23 24 25\n26 27 28 29 30 31"
          - "Октябрь 2025\nПн Вт Ср Чт Пт Сб Вс\n12345\n6789101112\n13141516171819\n20212223242526\n2728293031\n« Сен"
          - "أكتوبر 2025\nد ن ث أرب خ ج س\n1234\n567891011\n12131415161718\n19202122232425\n262728293031"
          - "octubre 2025\nL M X J V S D\n 12345\n6789101112\n13141516171819\n20212223242526\n2728293031"
        misses:
          - "October 2025\nThe talks resumed.\n"
          - "M T W T F S S\n12 9 14 8 20 31 7\n11 10 15 9 22 30 6\n"
          - "October 2025\nM T W T F S S\nThe week began with rain."
          - "1\n2\n3\n4\n5\n6\n7\n8\n9\n10"

"""##.utf8),
    "patterns/consent.patterns.yaml": Array(##"""
# yaml-language-server: $schema=patterns.schema.json
version: 1
sets:
  banners:
    help: Sentences of cookie and consent banners, and their buttons.
    unit: line
    flags: [caseless]
    patterns:
      - id: english
        regex: '^[\h\p{P}]*+(?:(?:we|this\h+(?:web)?site|our\h+(?:web)?site|we\h+and\h+our\h+(?:\d{1,4}\h+)?partners)\h+(?:\w+\h+){0,3}?(?:uses?|stores?(?:\h+and/or\h+access)?)\b.{0,40}?\bcookies\b.{0,200}?\b(?:experience|traffic|analy\w+|consent|personali[sz]\w+|preferences|browser|browsing|privacy|advert\w+|partners|device|improve|function\w*|agree|accept)\b.{0,600}|by\h+(?:continuing|using|clicking|browsing)\b.{0,120}?\b(?:(?:use|placement|storage|storing)\h+of\h+(?:\w+\h+)?|cookie\h+|accept\h+(?:\w+\h+)?)(?:cookies?|policy)\b.{0,300}|we\h+(?:value|respect|care\h+about)\h+your\h+privacy)[\h\p{P}]*+$'
        hits:
          - We use cookies to give you the best experience on our site.
          - By continuing to browse you agree to our use of cookies.
          - We value your privacy
        misses:
          - We use cookies as the base of this cake.
          - By using butter the cookies stay soft for a week, said nobody.
          - The site uses cookies, said the report on privacy.
      - id: english-buttons
        regex: '^[\h\p{P}|]*+(?:(?:accept|reject|allow|decline|deny)\h+(?:all|cookies|all\h+cookies|necessary(?:\h+cookies)?|and\h+(?:close|continue))|(?:only\h+)?(?:strictly\h+)?necessary\h+(?:cookies\h+)?only|(?:manage|change|customi[sz]e|cookie|privacy|consent|your\h+privacy)\h+(?:settings|preferences|choices|options|policy|notice)|manage\h+(?:cookies|consent)|i\h+accept|got\h+it|cookie\h+consent|do\h+not\h+sell\h+(?:or\h+share\h+)?my\h+(?:personal\h+)?(?:information|data))[\h\p{P}|]*+$'
        hits: [Accept all, Reject all cookies, Manage preferences, 'Got it!', Do not sell my personal information]
        misses: [Accept all the guests, The settings of the clock, 'He got it.', Privacy]
      - id: german
        regex: '^[\h\p{P}|]*+(?:(?:wir|diese\h+(?:web)?seite|unsere\h+(?:web)?seite)\h+(?:verwende[nt]|nutz(?:en|t)|setz(?:en|t)|benutz(?:en|t))\b.{0,40}?\bcookies\b.{0,200}?(?:\b(?:website|webseite|nutzung|nutzer\w*|zugriffe|inhalte|anzeigen|einwillig\w+|einverstanden|zustimm\w+|datenschutz\w*|erlebnis|analys\w+|verbesser\w+|partner)\b).{0,600}|(?:alle\h+)?(?:cookies\h+)?(?:akzeptieren|ablehnen|zulassen)|alle\h+(?:cookies\h+)?(?:akzeptieren|ablehnen|annehmen)|nur\h+(?:technisch\h+)?notwendige(?:\h+cookies)?(?:\h+(?:akzeptieren|zulassen))?|(?:cookie|datenschutz)-?\h?einstellungen|einstellungen\h+verwalten)[\h\p{P}|]*+$'
        hits:
          - Wir verwenden Cookies, um Ihnen die Nutzung unserer Website zu erleichtern.
          - Alle akzeptieren
          - Cookie-Einstellungen
        misses:
          - Wir verwenden Cookies als Boden für den Kuchen.
          - Sie akzeptieren den Vertrag.
      - id: french
        regex: '^[\h\p{P}|]*+(?:(?:nous|ce\h+site|notre\h+site)\h+(?:\w+\h+){0,3}?utilis(?:ons|e)\b.{0,40}?\bcookies\b.{0,200}?(?:expérience|navigation|audience|trafic|consentement|publicit\w+|contenus?|partenaires|personnalis\w+|accept\w+).{0,600}|(?:tout\h+(?:accepter|refuser)|accepter\h+(?:tout|et\h+(?:fermer|continuer)|les\h+cookies)|refuser\h+(?:tout|les\h+cookies)|continuer\h+sans\h+accepter|(?:paramétrer|gérer|personnaliser)\h+(?:les\h+|mes\h+)?(?:cookies|choix|préférences)))[\h\p{P}|]*+$'
        hits:
          - Nous utilisons des cookies pour améliorer votre expérience.
          - Tout accepter
          - Continuer sans accepter
        misses:
          - Nous utilisons des cookies émiettés pour le fond.
          - Accepter les excuses prend du temps
      - id: spanish-portuguese-italian
        regex: '^[\h\p{P}|]*+(?:(?:utilizamos|usamos|este\h+sitio(?:\h+web)?\h+(?:utiliza|usa)|nosotros\h+usamos|este\h+site\h+(?:utiliza|usa)|(?:questo\h+sito|noi)\h+(?:utilizza|usa)(?:mo)?|utilizziamo|usiamo)\b.{0,30}?\bcookies?\b.{0,200}?(?:experiencia|experiência|esperienza|navegación|navegação|navigazione|tráfico|tráfego|traffico|consent\w+|publicid\w+|pubblicit\w+|privacidad\w*|mejorar|melhorar|migliorare|terze\h+parti|terceros|terceiros).{0,600}|(?:aceptar|rechazar)\h+(?:todo|todas|cookies|y\h+(?:cerrar|continuar))|configurar\h+cookies|(?:aceitar|rejeitar|recusar)\h+(?:tudo|todos|cookies)|(?:accetta|rifiuta)\h+(?:tutti|tutto|cookie|e\h+(?:chiudi|continua))|(?:gestisci|personalizza)\h+(?:i\h+)?(?:cookie|preferenze))[\h\p{P}|]*+$'
        hits:
          - Utilizamos cookies para mejorar su experiencia de navegación.
          - Questo sito utilizza cookie di terze parti.
          - Aceitar todos
          - Accetta tutti
        misses:
          - Usamos cookies de avena para la base.
          - Aceptar la derrota cuesta
      - id: eastern
        regex: '^[\h\p{P}|]*+(?:(?:我们|本网站|本站)(?:会)?使用\h*(?:cookies?|Cookie).{0,300}|(?:接受|拒绝)(?:所有|全部)\h*cookies?|(?:当|本)(?:サイト|ウェブサイト)(?:では|は).{0,30}?(?:クッキー|cookie).{0,300}|(?:すべて|全て)(?:の\h*cookie\h*を?)?(?:許可|同意|拒否|受け入れる)(?:する)?|(?:мы\h+используем|(?:этот|наш)?\h?сайт\h+использует)\h+(?:файлы\h+)?(?:cookies?|куки)\b.{0,400}|принять\h+вс[её]|(?:نستخدم|يستخدم\h+(?:هذا\h+)?الموقع)\h+(?:ملفات\h+)?(?:تعريف\h+الارتباط|الكوكيز|كوكيز).{0,400}|قبول\h+(?:الكل|جميع\h+ملفات\b.{0,30}))[\h\p{P}|]*+$'
        hits: [我们使用 cookies 来改善您的体验。, 当サイトではクッキーを使用しています。, Мы используем файлы cookie для анализа., قبول الكل]
        misses: [我们使用黄油和面粉。, Принять всех гостей, 当サイトでは地図を公開した。]

"""##.utf8),
    "patterns/copyright.patterns.yaml": Array(##"""
# yaml-language-server: $schema=patterns.schema.json
version: 1
sets:
  lines:
    help: Copyright lines and reservations of rights.
    unit: line
    flags: [caseless]
    patterns:
      - id: sign-and-year         # "© 2024 Example Media", "Copyright (c) 1999-2024 by Example"
        regex: '^[\h\p{P}]*+(?:copyright\h*+(?:©|\(c\)|&copy;|(?=\d{4}\b(?!,\h(?-i:\p{Ll}))))|(?:©|\(c\)|&copy;)(?:\h*+copyright)?)\h*+(?:(?:19|20)\d\d)(?:\h*+[-–,]\h*+(?:19|20)?\d\d)*+\b.{0,200}$'
        hits: [© 2024 Example Media, '© Copyright 2021-2024, the authors.', 'Copyright (c) 1999-2024 by Example Press. All rights reserved.', Copyright 2023 Harbour News]
        misses: ['Copyright law was changed in 2024.', 'Copyright 1970, soft cover binding', '(c) the third clause', Copyright © holders met in 2024]
      - id: sign-and-name         # "© Example Media 2024"
        regex: '^[\h\p{P}]*+(?:copyright\h*+(?:©|\(c\))|©)\h*+[^.!?]{2,80}?\b(?:19|20)\d\d[\h\p{P}]*+(?:all\h+rights\h+reserved[\h\p{P}]*+)?$'
        hits: [© Example Media 2024, 'Copyright © Harbour News, 2019. All rights reserved.']
        misses: [Copyright Harbour News, © is a sign that many forget. It dates from 1909, The © of 2024]
      - id: reserved
        regex: '^[\h\p{P}]*+(?:[^.!?]{0,60}[.|,–—-]\h*)?(?:all\h+rights\h+reserved|alle\h+rechte\h+vorbehalten|tous\h+droits\h+réservés|todos\h+los\h+derechos\h+reservados|todos\h+os\h+direitos\h+reservados|tutti\h+i\h+diritti\h+(?:sono\h+)?riservati|版权所有(?:[\h,，]*(?:不得|未经|侵权|违者|©).{0,60})?|版權所有|保留所有权利|無断(?:転載|複製)(?:・(?:転載|複製))?(?:を?禁(?:じます|止)|禁止)|все\h+права\h+(?:защищены|сохранены)|جميع\h+الحقوق\h+محفوظة)(?:[\h\p{P}]++[^.!?]{0,60})?[\h\p{P}]*+$'
        hits: [All rights reserved., 'Example Media. All Rights Reserved', Alle Rechte vorbehalten, Tous droits réservés, 版权所有, Все права защищены, جميع الحقوق محفوظة]
        misses: ['All rights were reserved for the crown.', Tous les droits sont réservés au roi, 版权所有者提起了诉讼。]
      - id: powered
        regex: '^[\h\p{P}]*+(?:proudly\h+)?powered\h+by\h+(?:wordpress|drupal|joomla|ghost|discourse|phpbb|vbulletin|blogger|hugo|jekyll|shopify|wix|squarespace)\b.{0,80}$'
        hits: [Powered by WordPress, 'Proudly powered by WordPress | Theme: Plain']
        misses: [Powered by wind and tide, 'The ship is powered by Wordpress fans.']

"""##.utf8),
    "patterns/disclaimers.patterns.yaml": Array(##"""
# yaml-language-server: $schema=patterns.schema.json
version: 1
sets:
  notices:
    help: Paragraphs in which a site says that what it shows is not its own, or nobody's word but the author's.
    unit: block
    flags: [caseless, dotall]
    patterns:
      - id: aggregator
        regex: '^\s*+(?:denial\h+of\h+responsibility|disclaimer|legal\h+notice)\b.{0,400}?\b(?:aggregator|not\h+(?:be\h+(?:held\h+)?)?(?:responsible|liable)|respective\h+(?:owners|authors)|rightful\h+owners|no\h+(?:responsibility|liability)|informational\h+purposes)\b'
        hits:
          - 'Denial of responsibility! x.example is an automatic aggregator around the global media.'
          - "Disclaimer: we collect what others publish\nand are not responsible for it."
        misses:
          - The minister issued a denial of responsibility on Monday.
          - The disclaimer on the bottle was printed by the aggregator.
      - id: not-our-content
        regex: '^\s*+(?:(?:we|this\h+(?:web)?site|our\h+(?:web)?site)\h+(?:do(?:es)?\h+not\h+(?:own|claim)|(?:is|are)\h+not\h+(?:the\h+)?(?:owners?\h+of|responsible\h+for))\b.{0,80}?\b(?:content|articles?|images?|materials?|links?)\b|all\h+(?:the\h+)?(?:content|trademarks|materials?|images)\b.{0,120}?\b(?:respective|rightful)\h+(?:owners|authors)\b|if\h+you\h+(?:are\h+the\h+(?:owner|author)|believe\b).{0,120}?\b(?:infring\w+|copyright|(?:contact|e-?mail)\h+us|be\h+(?:removed|deleted))\b)'
        hits:
          - We do not own the articles shown here.
          - All trademarks belong to their respective owners.
          - If you are the owner of the content and want it removed, please contact us.
        misses:
          - We do not own the bridge, said the mayor.
          - If you believe the forecast, take an umbrella.
          - All content teachers agreed with the plan.
      - id: syndicated
        regex: '^\s*+[\[(*]?+(?:except\h+for\h+the\h+headline,\h|this\h+(?:story|article|report)\h+(?:has\h+not\h+been\h+edited|is\h+(?:auto-?generated|published)\h+(?:from|by|via)\h+(?:a\h+)?syndicated|was\h+(?:auto-?generated|generated\h+automatically))\b)'
        hits:
          - Except for the headline, this story has not been edited by our staff.
          - This article has not been edited by Example News.
        misses:
          - Except for the headline act, the festival was free.
          - This story was told to me by my aunt.
      - id: opinions
        regex: '^\s*+(?:disclaimer\h*+:\h*+)?the\h+(?:views?|opinions?)(?:\h+and\h+(?:views?|opinions?))?\h+expressed\b.{0,160}?\b(?:do(?:es)?\h+not\h+(?:necessarily\h+)?(?:reflect|represent)|(?:are|is)\h+(?:solely\h+)?(?:those\h+of|the)\h+(?:the\h+)?author)'
        hits:
          - The views expressed in this article are those of the author.
          - The opinions expressed here do not necessarily reflect those of Example Daily.
        misses:
          - The views expressed by both parties were noted in the minutes.
          - The view from the tower is wide.
      - id: german
        regex: '^\s*+(?:haftungsausschluss\h*+:|(?:wir|die\h+redaktion|der\h+betreiber|der\h+anbieter)\h+übern(?:ehmen|immt)\h+(?:keine|keinerlei)\h+(?:haftung|verantwortung|gewähr)\b|für\h+(?:den\h+inhalt|die\h+inhalte)\h+(?:externer|verlinkter|fremder)\h+(?:seiten|links|quellen)\b|die\h+(?:hier\h+)?geäußerten\h+(?:meinungen|ansichten)\b.{0,120}?\b(?:nicht\h+(?:unbedingt|notwendigerweise))\b)'
        hits:
          - 'Haftungsausschluss: Diese Seite sammelt Meldungen.'
          - Die Redaktion übernimmt keine Haftung für fremde Inhalte.
        misses:
          - Der Haftungsausschluss im Vertrag ist unwirksam.
          - Die Redaktion übernimmt ein neues Büro.
      - id: french
        regex: '^\s*+(?:clause\h+de\h+non-responsabilité|avis\h+de\h+non-responsabilité|avertissement\h*+:.{0,200}?\bresponsab|les\h+(?:opinions|propos)\h+exprimée?s\b.{0,160}?(?:n.engagent\h+que|ne\h+reflètent\h+pas)|ce\h+site\h+(?:n.est\h+pas\h+responsable|décline\h+toute\h+responsabilité))'
        hits:
          - Les opinions exprimées ici n’engagent que leurs auteurs.
          - Ce site décline toute responsabilité quant aux contenus.
        misses:
          - Les opinions exprimées pendant le débat étaient vives.
          - 'Avertissement : la route est fermée.'
      - id: spanish
        regex: '^\s*+(?:(?:descargo|exención)\h+de\h+responsabilidad\b|aviso\h+legal\h*+:|las\h+opiniones\h+(?:expresadas|vertidas)\b.{0,160}?\b(?:no\h+(?:reflejan|representan)|son\h+(?:de\h+)?(?:exclusiva\h+)?responsabilidad))'
        hits:
          - 'Descargo de responsabilidad: este sitio reúne noticias ajenas.'
          - Las opiniones vertidas aquí no reflejan la postura del medio.
        misses:
          - Las opiniones expresadas en la plaza eran diversas.
          - El aviso legal fue publicado ayer.
      - id: portuguese
        regex: '^\s*+(?:isenção\h+de\h+responsabilidade\b|aviso\h+legal\h*+:|as\h+opiniões\h+expressas\b.{0,160}?\b(?:não\h+(?:refletem|representam)|são\h+de\h+(?:exclusiva\h+)?responsabilidade))'
        hits:
          - 'Isenção de responsabilidade: este site apenas reúne notícias.'
          - As opiniões expressas neste texto não refletem a opinião do jornal.
        misses:
          - As opiniões expressas na praça eram diversas.
          - A isenção de impostos foi aprovada.
      - id: italian
        regex: '^\s*+(?:esclusione\h+di\h+responsabilità\b|le\h+opinioni\h+espresse\b.{0,160}?\b(?:non\h+(?:riflettono|rappresentano)|sono\h+(?:esclusivamente\h+)?degli\h+autori)|questo\h+sito\h+non\h+(?:è\h+responsabile|rappresenta\h+una\h+testata))'
        hits:
          - Questo sito non rappresenta una testata giornalistica.
          - Le opinioni espresse non riflettono quelle della redazione.
        misses:
          - Le opinioni espresse in aula erano diverse.
          - Questo sito è un castello.
      - id: chinese
        regex: '^\s*+(?:[（(【\[]?(?:免责|免責)(?:声明|聲明)|(?:特别|郑重)?声明[:：].{0,120}?(?:转载|本网|本站|侵权|不代表)|本文(?:仅|僅)代表作者|(?:本文|文章|内容)(?:来源于|转载自|转自).{0,60}?(?:侵权|删除|联系|不代表)|版权归(?:原作者|作者).{0,60}?(?:所有|侵权))'
        hits:
          - 免责声明：本网转载的内容不代表本站观点。
          - 本文仅代表作者个人观点。
          - 版权归原作者所有，如有侵权请联系我们。
        misses:
          - 法院认为这份免责条款无效。
          - 双方发表联合声明，会谈将继续。
      - id: japanese
        regex: '^\s*+(?:[【\[]?免責事項|(?:当|本)(?:サイト|ブログ)(?:は|では).{0,80}?責任を負い(?:ません|かねます)|(?:本記事|記事)の内容は.{0,60}?(?:見解|保証する)もの(?:では|で)は?(?:ありません|ない))'
        hits:
          - 免責事項：掲載内容の正確さは保証しません。
          - 当サイトは掲載された情報について一切の責任を負いません。
        misses:
          - 裁判所は免責を認めなかった。
          - 本サイトの工事は三月に始まる。
      - id: russian
        regex: '^\s*+(?:отказ\h+от\h+ответственности\b\h*+[:.!]|мнение\h+(?:авторов|автора|редакции)\h+может\h+не\h+совпадать\b|(?:редакция|администрация)(?:\h+сайта)?\h+не\h+нес[её]т\h+ответственности\b|все\h+права\h+на\h+материалы\b.{0,80}?\b(?:владельц|правооблад|автор))'
        hits:
          - Мнение редакции может не совпадать с мнением автора.
          - Редакция не несёт ответственности за содержание рекламы.
        misses:
          - Мнение редакции совпало с мнением читателей.
          - Редакция переехала в новый дом.
      - id: arabic
        regex: '^\s*+(?:إخلاء\h+(?:ال)?مسؤولية|(?:الآراء|المقالات)\h+(?:الواردة|المنشورة)\b.{0,120}?لا\h+تعبر?\b|(?:الموقع|الصحيفة)\h+غير\h+مسؤولة?\h+عن)'
        hits:
          - 'إخلاء مسؤولية: هذا الموقع يجمع الأخبار من مصادر أخرى.'
          - الآراء الواردة في المقال لا تعبر بالضرورة عن رأي الموقع.
        misses:
          - قال الوزير إن المسؤولية تقع على الجميع.
          - الآراء الواردة في الاجتماع كانت مختلفة.

"""##.utf8),
    "patterns/pagination.patterns.yaml": Array(##"""
# yaml-language-server: $schema=patterns.schema.json
version: 1
sets:
  links:
    help: Links to other pages of a text or of a list, alone on their line.
    unit: line
    flags: [caseless]
    patterns:
      - id: page-of               # "Page 2 of 7", "Seite 2 von 7", "第 2 页"
        regex: '^[\h\p{P}]*+(?:(?:page|seite|página|pagina|страница|صفحة)\h+\d{1,4}\h*+(?:of|von|sur|de|di|из|من|/)\h*+\d{1,4}|第\h*\d{1,4}\h*[页頁]\h*[/,，]?\h*共\h*\d{1,4}\h*[页頁]|\d{1,4}\h*/\h*\d{1,4}\h*(?:页|頁|ページ)目?)(?:[\h|·]++(?:next|previous)\h+page)?[\h\p{P}]*+$'
        hits: [Page 2 of 7, Page 1 of 2 Next page, '- Seite 2 von 7 -', 第2页 共7页]
        misses: ['Page 2 of 7 was torn.', 2 of 7, Page 2]
      - id: numbered              # "« Previous 1 2 3 … 9 Next »"
        regex: '^[\h«‹<←|]*+(?:(?:prev(?:ious)?(?:\h+page)?|first|newer|zurück|précédente?|anterior|precedente|назад|上一页|前へ|السابق)[\h«‹|·]*+(?:\d{1,4}|…|\.\.\.)(?:[\h|·,]++(?:\d{1,4}|…|\.\.\.)){0,14}+(?:[\h»›|·>]*+(?:next(?:\h+page)?|last|weiter|suivante?|siguiente|próxim[oa]|successiv[oa]|дал(?:ее|ьше)|вперёд|下一页|次へ|التالي))?|(?:\d{1,4})(?:[\h|·,]++(?:\d{1,4}|…|\.\.\.)){1,14}+[\h»›|·>]*+(?:next(?:\h+page)?|last|weiter|suivante?|siguiente|próxim[oa]|successiv[oa]|дал(?:ее|ьше)|вперёд|下一页|次へ|التالي))[\h»›>→|]*+$'
        hits: ['1 2 3 … 9 Next »', '« Previous 1 2 3 Next', 上一页 1 2 3 下一页]
        misses: ['1 2 3 4 5', 'In 1 2 3 steps', Next]
      - id: older-newer
        regex: '^[\h«‹<←|]*+(?:(?:older|newer|previous|next|prev)\h+(?:posts?|articles?|entries|page|story|stories)|(?:ältere|neuere)\h+(?:beiträge|artikel|einträge)|(?:vorheriger|nächster)\h+(?:beitrag|artikel)|(?:nächste|vorherige)\h+seite|articles?\h+(?:précédents?|suivants?|plus\h+anciens)|page\h+(?:suivante|précédente)|(?:entradas?|artículos?|página)\h+(?:anteriore?s?|siguientes?)|página\h+seguinte|(?:post|artigo)s?\h+(?:anterior(?:es)?|seguintes?)|(?:articolo|pagina|articoli)\h+(?:precedent[ei]|successiv[aoi])|上一页|下一页|上一頁|下一頁|上一篇|下一篇|次のページ(?:へ)?|前のページ(?:へ)?|(?:следующая|предыдущая)\h+(?:страница|статья|запись)|الصفحة\h+(?:التالية|السابقة))(?:[\h|»›/·-]++(?:older|newer|next|previous)\h+(?:posts?|articles?|entries|page))?[\h»›>→|]*+$'
        hits: ['« Older posts', Next page, 'Previous post | Next post', 下一页, Nächste Seite »]
        misses: ['Older posts rot in the ground.', 'Next page of history', Previous owners]
      - id: more
        regex: '^[\h\p{P}]*+(?:read\h+(?:more|the\h+full\h+(?:article|story)(?:\h+here)?)|(?:load|show|view|see)\h+(?:more|all)(?:\h+(?:articles|posts|stories|news))?|continue\h+reading|click\h+here\h+(?:to\h+read\h+more|for\h+more)|(?:mehr|weiter)\h?lesen|mehr\h+(?:anzeigen|laden)|lire\h+la\h+suite|voir\h+plus|en\h+savoir\h+plus|(?:leer|ver|cargar)\h+más|(?:ler|ver|carregar|saiba)\h+mais|(?:leggi|mostra|carica)\h+(?:tutto|di\h+più|altro|altri)|continua\h+a\h+leggere|阅读全文|查看更多|加载更多|阅读更多|閱讀更多|続きを読む|もっと(?:見る|読む)|читать\h+(?:далее|дальше|полностью)|показать\h+ещ[её]|اقرأ\h+المزيد|(?:عرض|تحميل)\h+المزيد)[\h\p{P}→>]*+$'
        hits: ['Read more »', Load more, Weiterlesen, 続きを読む, 'Читать далее…']
        misses: ['Read more books, she said.', Show all the cards, Weiterlesen lohnt]

"""##.utf8),
    "patterns/paywall.patterns.yaml": Array(##"""
# yaml-language-server: $schema=patterns.schema.json
version: 1
sets:
  notices:
    help: Lines that say that the rest is for those who pay or have an account.
    unit: line
    flags: [caseless]
    patterns:
      - id: english
        regex: '^[\h\p{P}]*+(?:(?:subscribe|sign\h+(?:in|up)|log\h+in|register|create\h+(?:a\h+)?(?:free\h+)?(?:an\h+)?account)(?:\h+(?:now|today|for\h+free))?\h+to\h+(?:continue|keep|finish)\h+reading\b.{0,60}|to\h+(?:continue|keep)\h+reading,?\h.{0,20}?\b(?:subscribe|sign|log|register|create)\b.{0,80}|this\h+(?:article|story|content|page)\h+is\h+(?:for|reserved\h+for|available\h+(?:only\h+)?to|exclusive\h+to)\h+(?:our\h+)?(?:paying\h+|premium\h+|registered\h+)?(?:subscribers?|members)\b.{0,60}|you\h+have\h+(?:reached\h+your\h+limit\h+of\h+|\d{1,2}\h+)(?:free\h+)(?:articles?|stories)\b.{0,60}|you\h+have\h+read\h+(?:all\h+)?your\h+free\h+articles?\b.{0,60}|already\h+(?:a\h+(?:subscriber|member)|have\h+an\h+account|subscribed)\?.{0,40}|unlock\h+this\h+(?:article|story)\b.{0,60}|(?:subscriber|member)s?[\h-]only(?:\h+(?:content|article|story))?)[\h\p{P}]*+$'
        hits: [Subscribe to continue reading, This article is for subscribers only, You have 2 free articles left this month., 'Already a subscriber? Log in']
        misses: ['This article is for the reader who sails.', 'To continue reading by lamp was hard.', You have two free articles of luggage]
      - id: german
        regex: '^[\h\p{P}]*+(?:(?:jetzt\h+)?weiterlesen\h+mit\b.{0,60}|um\h+(?:diesen\h+artikel\h+)?weiter\h?zu\h?lesen\b.{0,100}|dieser\h+(?:artikel|inhalt)\h+ist\h+(?:nur\h+)?(?:für|unseren)\h+(?:abonnenten|abonnentinnen|mitglieder|registrierte)\b.{0,60}|(?:sie\h+sind\h+)?(?:bereits|schon)\h+(?:abonnent|abonniert|registriert|kunde)(?:in)?\?.{0,40}|sie\h+haben\h+noch\h+kein\h+abo\?.{0,40})[\h\p{P}]*+$'
        hits: [Weiterlesen mit Plus, Dieser Artikel ist nur für Abonnenten, 'Bereits Abonnent? Hier anmelden']
        misses: [Dieser Artikel ist nur für Sammler wertvoll., Weiterlesen lohnt sich]
      - id: romance
        regex: '^[\h\p{P}]*+(?:(?:cet\h+article|ce\h+contenu)\h+est\h+réservé\h+(?:à\h+nos|aux)\h+abonnés\b.{0,60}|(?:il\h+vous\h+reste|la\h+suite\h+est)\b.{0,60}?\b(?:à\h+lire|abonnés)\b.{0,60}|déjà\h+abonné(?:e|\(e\))?\h?\?.{0,40}|(?:contenido|artículo|noticia)\h+(?:exclusiv[oa]|solo)\h+para\h+(?:suscriptores|socios)\b.{0,60}|suscríbe(?:te|se)\h+para\h+(?:seguir|continuar)\h+leyendo\b.{0,60}|(?:conteúdo|artigo)\h+exclusivo\h+para\h+assinantes\b.{0,60}|assine\h+para\h+continuar\h+lendo\b.{0,60}|(?:contenuto|articolo)\h+riservato\h+agli\h+abbonati\b.{0,60}|abbonati\h+per\h+continuare\h+a\h+leggere\b.{0,60})[\h\p{P}]*+$'
        hits: [Cet article est réservé aux abonnés, Contenido exclusivo para suscriptores, Conteúdo exclusivo para assinantes, Articolo riservato agli abbonati]
        misses: [Cet article est réservé aux archives., Contenido exclusivo de la caja]
      - id: eastern
        regex: '^[\h\p{P}]*+(?:(?:登录|登入|订阅|付费)后?(?:可|即可|才能)?(?:继续阅读|阅读全文|查看全文)|(?:此|该|本)?(?:文章|内容)(?:仅限|仅供|只对)(?:会员|订阅用户|付费用户).{0,20}|(?:この記事は)?(?:有料)?会員限定(?:記事|です|の記事です)?|続きを読むには.{0,30}(?:登録|ログイン|購読).{0,20}|(?:материал|статья|текст)\h+доступ(?:ен|на)\h+(?:только\h+)?(?:по\h+подписке|подписчикам)\b.{0,40}|(?:هذا\h+المحتوى|المقال)\h+(?:متاح|مخصص)\h+للمشتركين(?:\h+فقط)?|اشترك\h+لمتابعة\h+القراءة)[\h\p{P}]*+$'
        hits: [登录后继续阅读, 会員限定記事, Материал доступен только по подписке, اشترك لمتابعة القراءة]
        misses: [登录后的飞船返回地球。, Статья доступна в библиотеке]

"""##.utf8),
    "patterns/separators.patterns.yaml": Array(##"""
# yaml-language-server: $schema=patterns.schema.json
version: 1
sets:
  marks:
    help: >-
      Lines of marks and numbers that part nothing. Rules of tables, underlined headings, code fences and
      a break of three stars stay.
    unit: line
    patterns:
      - id: symbol-run            # "/ / / . . . $ $ - -", "* . * . . ."
        regex: '^\h*+(?:[*./\\$\-_=~•·#+°◦▪■□●○◆◇►▶»«›‹–—…]\h++){3,}+[*./\\$\-_=~•·#+°◦▪■□●○◆◇►▶»«›‹–—…]{1,200}+\h*+$'
        hits: ['* . * . . .', '- - - - - -', '/ / / . . . $ $ $ - - -------', '• • • • •']
        misses: ['3.14', '• a list item', '* * *', '| - | - | - |', '--- --- --- ---', '+---+---+', '....']
      - id: ornament              # "=-=-=-=-", "~*~*~*~*"
        regex: '^\h*+(?<unit>(?<first>[*~=_.•·#-])(?!\k<first>)[*~=_.•·#-])(?:\k<unit>){3,}+[*~=_.•·#-]?\h*+$'
        hits: ['=-=-=-=-=-', '~*~*~*~*~', '.-.-.-.-']
        misses: ['--------', '+-+-+-+-+', '=-=-', '-.-']
      - id: star-line             # "**********"
        regex: '^\h*+(?<mark>[*•·●■◆])\k<mark>{6,}+\h*+$'
        hits: ['**********', '•••••••••']
        misses: ['----------', '==========', '***', '~~~~~~~~', '******']
      - id: page-numbers          # "1 - 2 - 3 - 4": they begin at one and count
        regex: '^\h*+1\h*+(?<sep>[-–—|·•/,])\h*+2\h*+\k<sep>\h*+3\h*+\k<sep>\h*+4(?:\h*+\k<sep>\h*+(?:\d{1,4}|…|\.\.\.))*+\h*+$'
        hits: ['1 - 2 - 3 - 4 - 5 - 6 - 7 - 8', '1 | 2 | 3 | 4 | … | 12', 1 · 2 · 3 · 4]
        misses: ['2024-05-01', '1 - 0', '1-800-555-0100', '10, 20, 30, 40', '1 2 3 4 5', '1, 2, 3']

"""##.utf8),
    "patterns/widgets.patterns.yaml": Array(##"""
# yaml-language-server: $schema=patterns.schema.json
version: 1
sets:
  headings:
    help: Headings of side columns and of lists of other articles, alone on their line.
    unit: line
    flags: [caseless]
    patterns:
      - id: english
        regex: '^[\h#*•»›|–-]*+(?:(?:related|recent|latest|popular|trending|recommended|similar|featured|top|more)\h+(?:posts?|articles?|stor(?:y|ies)|news|content|coverage|topics?|reads?|reading|videos|comments|headlines)|related|most\h+(?:read|viewed|popular|commented|shared|recent)(?:\h+(?:articles|stories|posts))?|trending(?:\h+now)?|popular\h+now|(?:you\h+(?:may|might)\h+(?:also\h+)?(?:like|be\h+interested\h+in|enjoy))|recommended(?:\h+for\h+you)?|(?:also\h+)?read\h+(?:also|next)|(?:what\h+to\h+)?read\h+next|up\h+next|more\h+(?:to\h+explore|on\h+this(?:\h+(?:story|topic))?|like\h+this|in\h+this\h+section)|editors?.?s?.?\h+(?:picks?|choice)|don.t\h+miss|categories|archives?|(?:post\h+)?tags|tag\h+cloud|blogroll|(?:filed\h+under|posted\h+in|tagged(?:\h+(?:with|as))?)\h*:.{0,120})[\h:»›…!|*–-]*+$'
        hits: [Related Posts, Categories, Archives, '## You may also like', 'Most read »', 'Filed under: Harbour, Ferries']
        misses: [Related work, 'Archives released in May show otherwise.', 'Related posts were removed by the court.', 'Recent news from the valley is good', Trending upward]
      - id: german
        regex: '^[\h#*•»›|–-]*+(?:(?:ähnliche|verwandte|weitere|neueste|neuste|letzte|aktuelle|beliebte(?:ste)?|meistgelesene|meistkommentierte|empfohlene)\h+(?:artikel|beiträge|themen|meldungen|nachrichten|kommentare|videos)|das\h+könnte\h+(?:sie|dich|euch)(?:\h+auch)?\h+interessieren|auch\h+interessant|mehr\h+zum\h+thema|meistgelesen|am\h+meisten\h+gelesen|lesen\h+sie\h+(?:auch|jetzt|mehr)|empfehlungen\h+der\h+redaktion|kategorien|archive?|schlagwörter|schlagworte)[\h:»›…!|*–-]*+$'
        hits: [Ähnliche Artikel, Meistgelesen, Das könnte Sie auch interessieren, Archiv]
        misses: [Das Archiv brannte nieder., Weitere Artikel folgen im Mai.]
      - id: french
        regex: '^[\h#*•»›|–-]*+(?:(?:articles?|contenus?|sujets?)\h+(?:similaires?|liés?|récents?|associés?|connexes?|recommandés?|populaires?)|(?:à\h+)?lire\h+(?:aussi|également|ensuite)|sur\h+le\h+même\h+(?:sujet|thème)|dans\h+la\h+même\h+rubrique|(?:articles\h+)?les\h+plus\h+(?:lus|vus|consultés|commentés|populaires)|vous\h+aimerez(?:\h+peut-être)?\h+aussi|cela\h+peut\h+vous\h+intéresser|nos\h+recommandations|catégories|archives|mots[\h-]clés|étiquettes|commentaires\h+récents|dernières\h+(?:actualités|nouvelles))[\h:»›…!|*–-]*+$'
        hits: [Articles similaires, 'À lire aussi :', Les plus lus, Catégories]
        misses: [Les archives ont brûlé., Les plus lus sont les romans.]
      - id: spanish
        regex: '^[\h#*•»›|–-]*+(?:(?:artículos|noticias|entradas|temas|contenidos?)\h+(?:relacionad[oa]s?|recientes|populares|similares|recomendad[oa]s)|relacionad[oa]s?|lo\h+más\h+(?:leído|visto|popular|comentado)|(?:también\h+)?(?:te|le)\h+puede\h+interesar(?:\h+también)?|lea\h+(?:también|además)|lee\h+también|ver\h+también|más\h+(?:noticias|sobre\h+este\h+tema)|últimas\h+noticias|categorías|archivos?|etiquetas|comentarios\h+recientes)[\h:»›…!|*–-]*+$'
        hits: [Artículos relacionados, Lo más leído, Te puede interesar, Últimas noticias]
        misses: [Lo más leído del año fue una novela., Los archivos se abrieron.]
      - id: portuguese
        regex: '^[\h#*•»›|–-]*+(?:(?:artigos|notícias|posts|matérias|conteúdos?)\h+(?:relacionad[oa]s?|recentes|populares|recomendad[oa]s)|leia\h+(?:também|mais)|veja\h+(?:também|mais)|(?:as\h+|os\h+)?mais\h+(?:lid[oa]s|vist[oa]s|populares|comentad[oa]s)|(?:você\h+)?(?:também\h+)?pode\h+(?:gostar|interessar)|últimas\h+notícias|categorias|arquivos?|comentários\h+recentes|etiquetas|marcadores)[\h:»›…!|*–-]*+$'
        hits: [Leia também, Mais lidas, 'Notícias relacionadas:', Categorias]
        misses: [Leia também o contrato antes de assinar., As mais lidas são as crônicas.]
      - id: italian
        regex: '^[\h#*•»›|–-]*+(?:(?:articoli|notizie|contenuti)\h+(?:correlat[ie]|recenti|simili|popolari|consigliat[ie])|leggi\h+anche|vedi\h+anche|(?:ti\h+|vi\h+)?(?:potrebbe|potrebbero)\h+(?:anche\h+)?interessar(?:e|ti|vi)(?:\h+anche)?|(?:i|le)\h+più\h+(?:letti|lette|visti|viste|commentat[ie])|ultime\h+notizie|categorie|archivio?|commenti\h+recenti)[\h:»›…!|*–-]*+$'
        hits: [Articoli correlati, 'Leggi anche:', I più letti, Categorie]
        misses: [Gli archivi sono chiusi., Le più lette sono le fiabe.]
      - id: chinese
        regex: '^[\h#*•»›|–-]*+(?:(?:相关|相關|热门|熱門|最新|推荐|推薦|延伸|精彩)(?:文章|新闻|新聞|阅读|閱讀|报道|報導|推荐|推薦|链接|連結|内容|內容|评论|評論|标签|標籤|排行)|猜你喜欢|猜你喜歡|大家都在看|(?:点击|點閱|阅读)排行(?:榜)?|分类目录|文章分类|文章归档|归档)[\h:\x{FF1A}»›…|*–-]*+$'
        hits: [相关阅读, 猜你喜欢, 热门文章]
        misses: [相关部门表示会谈将继续。, 最新报道称桥梁已经开放]
      - id: japanese
        regex: '^[\h#*•»›|–【\[■◆-]*+(?:関連(?:記事|ニュース|リンク|キーワード)|(?:おすすめ|オススメ|人気|注目|最新|新着|最近)の?(?:記事|ニュース|投稿|コメント)|(?:あわせて|こちらも|合わせて)(?:読みたい|おすすめ)|(?:アクセス|人気)(?:記事)?ランキング|カテゴリー?(?:一覧)?|アーカイブ|月別アーカイブ|タグ(?:クラウド)?)[\h:\x{FF1A}»›…|*】\]–-]*+$'
        hits: [関連記事, 人気記事, アーカイブ, '■関連ニュース']
        misses: [関連記事は五月に削除された。, 人気の記事を読んだ人が増えた。]
      - id: russian
        regex: '^[\h#*•»›|–-]*+(?:(?:похожие|связанные|другие|последние|свежие|популярные|рекомендуемые|интересные)\h+(?:статьи|записи|новости|материалы|публикации|комментарии)|(?:читайте|смотрите)\h+(?:также|ещ[её])|(?:материалы|новости|ещ[её]|статьи)\h+по\h+теме|самое\h+(?:читаемое|популярное|обсуждаемое|интересное)|вам\h+может\h+понравиться|рубрики|архивы?|метки|теги)[\h:»›…!|*–-]*+$'
        hits: [Читайте также, Похожие записи, 'Материалы по теме:', Рубрики]
        misses: [Читайте также договор внимательно., Архивы открыли в мае.]
      - id: arabic
        regex: '^[\h#*•»›|–-]*+(?:(?:مقالات|أخبار|مواضيع|موضوعات|مواد)\h+(?:ذات\h+صلة|مشابهة|متعلقة)|اقرأ(?:وا)?\h+(?:أيضا|أيضًا|أيضاً|ايضا|المزيد)|شاهد\h+(?:أيضا|أيضًا|أيضاً|ايضا)|(?:الأكثر|الاكثر)\h+(?:قراءة|مشاهدة|شعبية|تعليقا|تداولا)|(?:أحدث|آخر)\h+(?:المقالات|التعليقات|الأخبار)|قد\h+يعجبك\h+(?:أيضا|أيضًا|أيضاً)|التصنيفات|الأرشيف|الوسوم)[\h:»›…!|*–-]*+$'
        hits: [اقرأ أيضا, مقالات ذات صلة, الأكثر قراءة]
        misses: [اقرأ أيضا كتاب التاريخ القديم, أخبار ذات أهمية للقرية]

  share:
    help: Bars and buttons to share, print or save a page.
    unit: line
    flags: [caseless]
    patterns:
      - id: bar                   # "Share Tweet Pin", "Facebook | Twitter | WhatsApp"
        regex: '^[\h\p{P}|]*+(?:shares?|tweet|pin(?:\h+it)?|e-?mail|print|facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest|copy\h+(?:link|url)|messenger|tumblr|bluesky|mastodon)(?:[\h|·•/,]++(?:this|on|via|to|by|the|page|article|post|story|link|shares?|tweet|pin(?:\h+it)?|e-?mail|print|save|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|copy|messenger|tumblr|bluesky|mastodon|threads|line|flipboard|vk|xing|[0-9.]{1,5}k?)){1,12}+[\h\p{P}|]*+$'
        hits: [Share Tweet Pin, 'Share this article on Facebook', 'Facebook | Twitter | WhatsApp', E-mail · Print · Share]
        misses: ['Print the page and sign it', 'Share prices fell', 'Email this address for a copy', Twitter was renamed]
      - id: english
        regex: '^[\h\p{P}|]*+(?:share|tweet|pin\h+it|copy\h+(?:link|url)|link\h+copied|(?:\d[\d.,]{0,6}k?\h+)shares?|share\h+(?:this|via|on)(?:\h+(?:article|post|story|page|news))?|click\h+to\h+(?:share|email|print|tweet)\b.{0,60}|(?:opens\h+in\h+new\h+window)|(?:jump\h+to\h+(?:the\h+)?recipe\h*+[|·-]?\h*+)?(?:print|save|e-?mail)\h+(?:this\h+)?(?:article|page|story|recipe)|jump\h+to\h+(?:the\h+)?recipe)[\h\p{P}|]*+$'
        hits: ['Share this:', '1.2K Shares', Click to share on X (Opens in new window), Print this article, Jump to recipe Print this page]
        misses: ['Share the cake with four friends.', '300 shares were sold', Save this page of history for school]
      - id: german
        regex: '^[\h\p{P}|]*+(?:(?:jetzt\h+)?teilen|(?:artikel|beitrag|seite)\h+(?:teilen|drucken|merken|versenden|empfehlen|vorlesen)|(?:auf|bei|per|via|über)\h+(?:facebook|twitter|x|whatsapp|linkedin|xing|e-?mail|telegram|pinterest)(?:\h+(?:teilen|senden|versenden))?|link\h+kopieren)[\h\p{P}|]*+$'
        hits: [Teilen, Artikel drucken, Auf Facebook teilen, Link kopieren]
        misses: [Wir teilen das Brot., Artikel drucken kostet Geld]
      - id: french
        regex: '^[\h\p{P}|]*+(?:partage[rz]|partage[rz]\h+(?:cet\h+article|cette\h+page|sur\h+\p{L}{1,12}|par\h+(?:e-?mail|mail))|imprimer(?:\h+(?:cet\h+)?article)?|copier\h+le\h+lien|envoyer\h+par\h+(?:e-?mail|mail))[\h\p{P}|]*+$'
        hits: [Partager, Partagez cet article, Partager sur Facebook, Copier le lien]
        misses: [Partager le pain est un devoir., Imprimer un livre coûte cher]
      - id: spanish
        regex: '^[\h\p{P}|]*+(?:compart(?:ir|e|a)(?:\h+(?:est[ea]\h+(?:artículo|noticia|nota|página)|en\h+\p{L}{1,12}|por\h+(?:correo|whatsapp)))?|copiar\h+(?:el\h+)?enlace|enviar\h+por\h+correo|imprimir(?:\h+(?:artículo|noticia))?)[\h\p{P}|]*+$'
        hits: [Compartir, Comparte esta noticia, Compartir en Facebook]
        misses: [Compartir el pan es un deber., Imprimir un libro cuesta]
      - id: portuguese
        regex: '^[\h\p{P}|]*+(?:(?:compartilh(?:ar|e)|partilh(?:ar|e))(?:\h+(?:est[ea]\h+(?:artigo|notícia|matéria|página)|n[oa]\h+\p{L}{1,12}|por\h+e-?mail))?|copiar\h+(?:o\h+)?link)[\h\p{P}|]*+$'
        hits: [Compartilhar, Compartilhe esta notícia, Partilhar no Facebook]
        misses: [Compartilhar o pão é um dever., Copiar um livro]
      - id: italian
        regex: '^[\h\p{P}|]*+(?:condividi(?:\h+(?:quest[oa].{1,3}(?:articolo|notizia|pagina)|su\h+\p{L}{1,12}|via\h+e-?mail))?|copia\h+(?:il\h+)?link|stampa\h+(?:l.)?articolo)[\h\p{P}|]*+$'
        hits: [Condividi, Condividi su Facebook, Copia link]
        misses: [Condividi il pane con i vicini., Copia il quadro]
      - id: chinese
        regex: '^[\h\p{P}|]*+(?:分享(?:到|至)?[:\x{FF1A}]?(?:\h*(?:微信|微博|朋友圈|新浪微博|QQ空间|QQ好友|QQ|豆瓣|Facebook|LINE)){0,6}|复制链接|複製連結|一键分享)[\h\p{P}|]*+$'
        hits: [分享到：, 分享到微信 微博, 复制链接]
        misses: [分享到最后一块面包, 他分享了经验。]
      - id: japanese
        regex: '^[\h\p{P}|]*+(?:(?:この)?(?:記事|ページ)?を?(?:シェア|ツイート|共有|印刷)(?:する)?|(?:LINE|Facebook|X|Twitter|メール)で(?:送る|シェア(?:する)?|共有)|(?:リンク|URL)をコピー(?:する)?|はてなブックマーク|ブックマーク(?:する)?)[\h\p{P}|]*+$'
        hits: [シェアする, この記事をシェア, LINEで送る]
        misses: [市場のシェアは三割だ。, 印刷の歴史]
      - id: russian
        regex: '^[\h\p{P}|]*+(?:поделиться(?:\h+(?:в|во|на|с|ссылкой|статьей|статьёй|новостью)(?:\h+[\p{L}]{1,14}){0,2})?|(?:скопировать|копировать)\h+ссылку|распечатать|версия\h+для\h+печати)[\h\p{P}|]*+$'
        hits: [Поделиться, Поделиться в Телеграме, Скопировать ссылку]
        misses: [Поделиться хлебом с голодным соседом обязан каждый., Ссылку скопировать нельзя]
      - id: arabic
        regex: '^[\h\p{P}|]*+(?:شارك(?:ها)?|مشاركة|(?:شارك|مشاركة)\h+(?:هذا\h+)?(?:المقال|الخبر|الصفحة|الموضوع)|(?:شارك|مشاركة)\h+(?:على|عبر)\h+\S{1,16}|انسخ\h+الرابط|نسخ\h+الرابط|طباعة)[\h\p{P}|]*+$'
        hits: [مشاركة, شارك هذا المقال, نسخ الرابط]
        misses: [شارك الوزير في الاجتماع أمس, مشاركة المزارعين في المعرض]

  follow:
    help: Requests to follow a site elsewhere.
    unit: line
    flags: [caseless]
    patterns:
      - id: english
        regex: '^[\h\p{P}]*+(?:(?:follow|find|like)\h+us(?:\h+(?:on|at|here)\b.{0,60})?|follow\h+@\w{2,30}(?:\h+on\b.{0,30})?|stay\h+connected|connect\h+with\h+us|join\h+(?:our|us\h+on)\h+(?:telegram|whatsapp|discord|facebook)\b.{0,40}|subscribe\h+to\h+(?:our|the)\h+(?:youtube|telegram|whatsapp|rss)\b.{0,40})[\h\p{P}]*+$'
        hits: [Follow us on Facebook, 'Follow us:', Join our WhatsApp channel]
        misses: ['Follow us through the gate, said the guide.', They follow us on foot., Find us a boat]
      - id: german
        regex: '^[\h\p{P}]*+(?:folg(?:en\h+sie|e|t)\h+uns(?:\h+(?:auf|bei|jetzt)\b.{0,60})?|(?:besuchen|finden)\h+sie\h+uns\h+auf\b.{0,40})[\h\p{P}]*+$'
        hits: [Folgen Sie uns, Folge uns auf Instagram]
        misses: [Folgen Sie uns durch das Tor., Sie folgen uns auf Schritt und Tritt]
      - id: romance
        regex: '^[\h\p{P}]*+(?:suivez[\h-]nous(?:\h+(?:sur|aussi)\b.{0,60})?|retrouvez[\h-]nous\h+sur\b.{0,40}|sígu?enos(?:\h+en\b.{0,60})?|síganos(?:\h+en\b.{0,60})?|siga[\h-]nos(?:\h+n[oa]s?\b.{0,60})?|seguici(?:\h+(?:su|sui)\b.{0,60})?)[\h\p{P}]*+$'
        hits: [Suivez-nous sur Facebook, 'Síguenos en X', Siga-nos no Instagram, Seguici su Telegram]
        misses: [Suivez-nous par ici et regardez., Seguici con calma]
      - id: chinese-japanese
        regex: '^[\h\p{P}]*+(?:(?:扫码|掃碼|微信扫一扫|长按二维码)?(?:关注|關注)(?:我们|我們|本站|微信公众号|公众号)(?:的)?(?:微信|微博|公众号)?|(?:扫码|扫一扫|扫描)(?:下方|上方)?(?:二维码)?[,，]?(?:关注|下载).{0,20}|(?:公式)?(?:X|Twitter|Facebook|Instagram|LINE)?を?フォロー(?:する|してください)?)[\h\p{P}]*+$'
        hits: [关注我们, 扫码关注公众号, フォローする]
        misses: [记者关注我们的生活。, 関係者がフォローした]
      - id: russian
        regex: '^[\h\p{P}]*+(?:подпи(?:сывайтесь|шитесь)\h+на\h+(?:нас|наш(?:у|и)?)\b.{0,60}|(?:следите\h+за\h+нами|мы)\h+в\h+(?:соцсетях|социальных\h+сетях|телеграме?|telegram|вконтакте|дзене))[\h\p{P}]*+$'
        hits: [Подписывайтесь на наш канал в Telegram, Мы в соцсетях]
        misses: [Мы в Москве второй день., Следите за новостями и погодой]
      - id: arabic
        regex: '^[\h\p{P}]*+(?:تابعنا|تابعونا|تابعوا\h+صفحتنا)(?:\h+(?:على|عبر)\b.{0,40})?[\h\p{P}]*+$'
        hits: [تابعنا على فيسبوك, تابعونا]
        misses: [تابعنا المباراة حتى نهايتها, تابع الوزير الملف]

  newsletter:
    help: Boxes that ask for an address.
    unit: line
    flags: [caseless]
    patterns:
      - id: english
        regex: '^[\h\p{P}]*+(?:(?:subscribe|sign\h+up)\h+(?:to|for)\h+(?:our|the|my)\b.{0,40}?\b(?:newsletters?|mailing\h+list|e-?mail\h+(?:updates|list|alerts)|(?:daily|weekly|morning)\h+(?:briefing|digest|letter))\b.{0,80}|get\h+(?:the\h+|our\h+)?(?:latest|best|top|daily|weekly|more)\b.{0,60}?\b(?:in|to)\h+your\h+inbox\b.{0,40}|enter\h+your\h+e-?mail(?:\h+address)?(?:\h+(?:to|and)\b.{0,80}|\h+here)?|your\h+e-?mail(?:\h+address)?|newsletter(?:\h+sign-?\h?up)?|subscribe(?:\h+now)?|you\h+have\h+successfully\h+subscribed|you\h+can\h+unsubscribe\h+at\h+any\h+time|no\h+spam\b.{0,40})[\h\p{P}→>]*+$'
        hits: [Subscribe to our newsletter, Get the latest news in your inbox every morning, Enter your email address, Sign up for our weekly letter and newsletter!]
        misses: ['Those who sign up for our newsletter get a mug.', 'Get the latest bus to town.', The newsletter appeared in 1911., Subscribe to the theory or not]
      - id: german
        regex: '^[\h\p{P}]*+(?:newsletter(?:\h+(?:abonnieren|bestellen|anmeldung))?|(?:jetzt\h+)?(?:unseren?|den|zum)\h+(?:kostenlosen\h+)?newsletter\h+(?:abonnieren|anmelden|bestellen)|abonnieren\h+sie\h+(?:jetzt\h+)?unseren\b.{0,20}?\bnewsletter\b.{0,60}|(?:ihre|deine)\h+e-?mail-?adresse|jetzt\h+abonnieren)[\h\p{P}]*+$'
        hits: [Newsletter abonnieren, Abonnieren Sie unseren Newsletter, Ihre E-Mail-Adresse]
        misses: [Der Newsletter erschien zuerst 1911., Ihre E-Mail-Adresse wurde gestohlen]
      - id: romance
        regex: '^[\h\p{P}]*+(?:(?:abonnez-vous|inscrivez-vous)\h+à\h+(?:notre|la)\h+(?:newsletter|lettre)\b.{0,60}|(?:votre\h+)?adresse\h+(?:e-?mail|électronique)|(?:suscríbe(?:te|se)|suscríbase)\h+a\h+(?:nuestr[oa]|la)\h+(?:newsletter|boletín)\b.{0,60}|(?:tu|su)\h+correo\h+electrónico|(?:assine|inscreva-se\h+n[ao])\h+(?:a\h+)?(?:nossa\h+)?newsletter\b.{0,60}|iscriviti\h+alla\h+(?:nostra\h+)?newsletter\b.{0,60})[\h\p{P}]*+$'
        hits: [Abonnez-vous à notre newsletter, Suscríbete a nuestro boletín, Assine a nossa newsletter, Iscriviti alla newsletter]
        misses: [Abonnez-vous à la bibliothèque., Assine a carta]
      - id: eastern
        regex: '^[\h\p{P}]*+(?:(?:订阅|訂閱)(?:我们的?|我們的?)?(?:邮件|电子报|電子報|新闻简报|newsletter)|メールマガジン(?:の)?(?:に)?(?:登録|購読)(?:する)?|メルマガ(?:登録|会員登録)|подпи(?:шитесь|сывайтесь|саться)\h+на\h+(?:нашу\h+)?рассылку\b.{0,40}|اشترك(?:وا)?\h+في\h+(?:النشرة|نشرتنا)\b.{0,40})[\h\p{P}]*+$'
        hits: [订阅我们的邮件, メルマガ登録, Подпишитесь на рассылку, اشترك في النشرة البريدية]
        misses: [他订阅了三份报纸。, Рассылка началась в мае]

  comments:
    help: What stands above, in and below comment forms.
    unit: line
    flags: [caseless]
    patterns:
      - id: english
        regex: '^[\h\p{P}#]*+(?:(?:\d{1,6}|no)\h+(?:comments?|responses?|replies)(?:\h+(?:yet|so\h+far))?|comments\h*\(\d{1,6}\)|\d{1,6}\h+thoughts?\h+on\b.{0,160}|(?:reply|quote|report|permalink)|(?:like|reply|quote|report|share|permalink|upvote)(?:[\h|·•]++(?:like|reply|quote|report|share|permalink|upvote|downvote|edit)){1,6}|(?:leave|post|add|write)\h+a\h+(?:comment|reply)(?:\h+cancel\h+reply)?|cancel\h+reply|comments\h+(?:are|have\h+been)\h+(?:closed|disabled|turned\h+off)\b.{0,40}|your\h+e-?mail\h+address\h+will\h+not\h+be\h+published\b.{0,60}|required\h+fields\h+are\h+marked\b.{0,6}|save\h+my\h+name,\h+e-?mail\b.{0,80}|(?:load|view|show|hide|read)\h+(?:more\h+|all\h+)?(?:\d{1,6}\h+)?comments|be\h+the\h+first\h+to\h+comment|join\h+the\h+(?:discussion|conversation)|(?:you\h+must\h+be\h+logged\h+in|(?:log|sign)\h+in)\h+to\h+(?:post\h+a\h+comment|comment|reply|leave\h+a\h+comment|view\b.{0,30}))[\h\p{P}]*+$'
        hits: [12 Comments, Leave a Reply, '2 thoughts on “How to splice a rope”', Like Quote Report, Your email address will not be published. Required fields are marked *, Log in to comment, No comments yet]
        misses: ['No comments were made by the minister.', Report on the quote, 'Leave a reply with the clerk.', 12 comments changed the plan]
      - id: german
        regex: '^[\h\p{P}#]*+(?:(?:\d{1,6}|keine)\h+kommentare?|(?:einen\h+)?kommentar\h+(?:schreiben|hinterlassen|verfassen|abgeben)|schreib(?:e|en\h+sie)?\h+einen\h+kommentar|(?:ihre|deine)\h+e-?mail-?adresse\h+wird\h+nicht\h+veröffentlicht\b.{0,80}|(?:zum\h+)?kommentieren\h+(?:bitte\h+)?(?:an-?melden|einloggen)|alle\h+kommentare\h+(?:anzeigen|lesen))[\h\p{P}]*+$'
        hits: [3 Kommentare, Schreibe einen Kommentar, Deine E-Mail-Adresse wird nicht veröffentlicht.]
        misses: [Keine Kommentare kamen vom Rathaus., Er schrieb einen Kommentar]
      - id: romance
        regex: '^[\h\p{P}#]*+(?:(?:\d{1,6}|aucun)\h+commentaires?|laisser\h+un\h+commentaire|poster\h+un\h+commentaire|votre\h+adresse\h+e-?mail\h+ne\h+sera\h+pas\h+publiée\b.{0,80}|(?:\d{1,6}|sin)\h+comentarios?|(?:deja|dejar|escribe)\h+un\h+comentario|deja\h+una\h+respuesta|tu\h+dirección\h+de\h+correo\h+electrónico\h+no\h+será\h+publicada\b.{0,80}|deixe\h+(?:um\h+comentário|uma\h+resposta)|(?:\d{1,6}|nenhum)\h+comentários?|lascia\h+un\h+commento|(?:\d{1,6}|nessun)\h+comment[oi])[\h\p{P}]*+$'
        hits: [Laisser un commentaire, Deja una respuesta, Deixe um comentário, Lascia un commento, 4 commentaires]
        misses: [Laisser un commentaire sur la porte est interdit., Sin comentarios del alcalde]
      - id: eastern
        regex: '^[\h\p{P}]*+(?:(?:发表|發表|写|添加)(?:评论|評論|留言)|(?:共\h?)?\d{1,6}\h?条?(?:评论|評論)|(?:暂无|尚无)评论|コメント(?:を(?:残す|書く|投稿する)|する|\h?[(\x{FF08}]\d{1,6}[)\x{FF09}])|(?:оставить|добавить|написать)\h+комментарий|комментарии(?:\h*+[(:]\h*+\d{1,6}\h*+\)?)?+|(?:نبذة|اترك|أضف|اكتب)\h+(?:تعليقا|تعليقاً|تعليقًا|تعليق|ردا?)|لا\h+(?:توجد\h+)?تعليقات)[\h\p{P}]*+$'
        hits: [发表评论, コメントを残す, Оставить комментарий, اترك تعليقا]
        misses: [他发表了评论。, Комментарии эксперта прозвучали вечером]

  account:
    help: Bars to log in and menus of a page, alone on their line.
    unit: line
    flags: [caseless]
    patterns:
      - id: english
        regex: '^[\h\p{P}|]*+(?:(?:log|sign)[\h-]?(?:in|out|up)|register|my\h+account|(?:create|open)\h+(?:an\h+|a\h+free\h+)?account|forgot(?:ten)?\h+(?:your\h+)?password|lost\h+your\h+password|remember\h+me)(?:\h*[|/·•]\h*(?:(?:log|sign)[\h-]?(?:in|out|up)|register|subscribe|my\h+account|help|search|create\h+(?:an\h+)?account)){0,5}+[\h\p{P}|]*+$'
        hits: [Log in, 'Sign in | Register', 'Forgot your password?', Login / Sign up]
        misses: ['Log in the river blocks the mill', Register of ships, The login failed.]
      - id: english-navigation
        regex: '^[\h\p{P}|]*+(?:skip\h+to\h+(?:main\h+)?(?:content|navigation|footer|search)|back\h+to\h+(?:the\h+)?top|(?:toggle|open|close|show|hide)\h+(?:the\h+)?(?:main\h+)?(?:menu|navigation|sidebar)|jump\h+to\h+(?:navigation|search|content)|(?:please\h+)?enable\h+javascript\b.{0,80})[\h\p{P}|]*+$'
        hits: [Skip to main content, Back to top, Toggle navigation]
        misses: ['Skip to the content of the second box.', Back to the top of the hill they went]
      - id: breadcrumb            # "Home » Valley » Farming"
        regex: '^[\h\p{P}]*+(?:home(?:page)?|start(?:seite)?|accueil|inicio|início|首页|首頁|ホーム|トップ|главная|الرئيسية)\h*+[>»›→/]\h*+[^.!?。]{1,60}+(?:[>»›→/][^.!?。]{1,60}+){0,6}+$'
        hits: ['Home » Valley » Farming', Startseite › Region › Häfen, 首页 > 新闻]
        misses: [Home, 'Home / Away results were mixed. Nobody won.', Homes > barns]
      - id: menu
        regex: '^[\h\p{P}|]*+(?:main\h+menu|menu|sidebar|site\h?map|terms\h+(?:of\h+(?:use|service)|(?:and|&)\h+conditions)|advertise\h+with\h+us|(?:about|contact)\h+us\h*+[|·•/]\h*+(?:about|contact|privacy|terms|help|careers|advertise)\b.{0,120}|impressum|datenschutz(?:erklärung)?|mentions\h+légales|aviso\h+legal|note\h+legali|(?:hauptmenü|menü))[\h\p{P}|]*+$'
        hits: [Menu, Terms of use, 'About us | Contact | Privacy', Impressum]
        misses: [The menu had nine dishes, Menu of the day]
      - id: menu-words            # each stands on its line in 200 pages for each one where it is content
        regex: '^[\h\p{P}|]*+(?:home(?:page)?|search|(?:contact|about)\h+us|rss(?:\h+feeds?)?|print|privacy|careers|advertise|newsletters|classifieds|podcasts|startseite|suche|kontakt|über\h+uns|accueil|rechercher?|qui\h+sommes-nous|nous\h+contacter|buscar|contáctenos|quiénes\h+somos|fale\h+conosco|quem\h+somos|cerca|contatti|chi\h+siamo|首页|首頁|搜索|联系我们|聯絡我們|关于我们|關於我們|帮助中心|ホーム|検索|お問い?合わ?せ|サイトマップ|会社概要|главная|поиск|контакты|о\h+нас|الرئيسية|اتصل\h+بنا|من\h+نحن|بحث)[\h\p{P}|]*+$'
        hits: [Home, '• About us', Über uns, 联系我们, お問い合わせ, Главная, الرئيسية]
        misses: [The home team won, Search parties left at dawn, Home and away, 'He wrote about us:', Contact]
      - id: networks
        regex: '^[\h\p{P}|]*+(?:facebook|twitter|linkedin|youtube|instagram|reddit|pinterest|tumblr|flipboard|google\h*\+|tiktok|вконтакте|新浪微博)[\h\p{P}|]*+$'
        hits: [Facebook, '• Twitter', '| LinkedIn |']
        misses: [Facebook was fined in May., X, The reddit]
      - id: european
        regex: '^[\h\p{P}|]*+(?:anmelden|abmelden|einloggen|registrieren|mein\h+konto|passwort\h+vergessen|zum\h+(?:haupt)?inhalt(?:\h+springen)?|nach\h+oben|se\h+connecter|connexion|s.inscrire|mon\h+compte|mot\h+de\h+passe\h+oublié|aller\h+au\h+contenu|retour\h+en\h+haut|iniciar\h+sesión|registrarse|mi\h+cuenta|saltar\h+al\h+contenido|ir\h+al\h+contenido|fazer\h+login|cadastre-se|minha\h+conta|pular\h+para\h+o\h+conteúdo|accedi|registrati|vai\h+al\h+contenuto)(?:\h*[|/·•]\h*(?:anmelden|registrieren|suche|se\h+connecter|s.inscrire|iniciar\h+sesión|registrarse|accedi|registrati)){0,3}+[\h\p{P}|]*+$'
        hits: [Anmelden, Se connecter | S’inscrire, Iniciar sesión, Zum Inhalt springen]
        misses: [Anmelden muss man sich im Rathaus., Connexion ferroviaire]
      - id: eastern
        regex: '^[\h\p{P}|]*+(?:登录|登錄|登入|注册|註冊|立即登录|忘记密码|ログイン(?:する)?|新規登録|会員登録|マイページ|ページの?(?:先頭|トップ)(?:へ(?:戻る)?)?|войти|вход|регистрация|личный\h+кабинет|наверх|تسجيل\h+الدخول|إنشاء\h+حساب|انتقل\h+إلى\h+المحتوى)(?:\h*[|/·•]?\h*(?:登录|注册|新規登録|регистрация|تسجيل)){0,2}+[\h\p{P}|]*+$'
        hits: [登录 | 注册, ログイン, Войти, تسجيل الدخول]
        misses: [登录月球的计划推迟。, Вход в музей бесплатный]

"""##.utf8),
  ]
}
