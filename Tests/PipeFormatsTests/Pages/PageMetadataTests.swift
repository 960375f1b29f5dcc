import PipeCore
import PipeFormats
import Testing

@Suite struct PageMetadataTests {
  private func fields(_ html: String) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: page(html).metadata.fields.map {
        ($0.name, "\($0.value.string ?? "?") <- \($0.source)")
      })
  }

  @Test func prefersWhatIsMostTrusted() {
    let html = """
      <html lang=en-GB><title>Seals | Sandvik News</title>
      <meta property="og:title" content="Seals counted"><meta property="og:site_name" content="Sandvik  News">
      <meta name="description" content="A count."><meta property="og:url" content="https://s.example/o">
      <link rel="canonical" href="https://s.example/c">
      <script type="application/ld+json">
      {"@graph": [{"@type": "WebSite", "name": "Other"},
       {"@type": "NewsArticle", "headline": "Count the seals", "datePublished": "2031-03-03",
        "author": [{"name": "Ines Falk"}, "Per Ask"]}]}
      </script><h1>Heading</h1>
      """
    #expect(
      fields(html) == [
        "title": "Count the seals <- page:json-ld:headline",
        "author": "Ines Falk, Per Ask <- page:json-ld:author",
        "date": "2031-03-03 <- page:json-ld:datepublished",
        "site": "Sandvik News <- page:og:site_name",
        "lang": "en <- page:html:lang",
        "canonical": "https://s.example/c <- page:link:canonical",
        "description": "A count. <- page:meta:description",
      ])
  }

  @Test(arguments: [
    ("By Ines Falk", "Ines Falk", nil),
    ("by Ines van der Falk and Per Ask, Port Elm", "Ines van der Falk and Per Ask", nil),
    ("By Ines Falk March 3rd, 2031 10:00", "Ines Falk", "2031-03-03"),
    ("By Ines Falk Published Mar. 3, 2031", "Ines Falk", "2031-03-03"),
    ("Von: Jürgen Öst | 3. März 2031", "Jürgen Öst", "2031-03-03"),
    ("Par Luc Morel, publié le 13 août 2031", "Luc Morel", "2031-08-13"),
    ("Publicado el 3 de marzo de 2031", nil, "2031-03-03"),
    ("Updated 2031-12-24T10:00", nil, "2031-12-24"), ("2031年3月3日", nil, "2031-03-03"),
    ("Stand: 03.11.2031, 07:30 Uhr", nil, "2031-11-03"), ("2031, 08:30 Uhr", nil, nil),
    ("By Monday the ferry had sailed", nil, nil), ("By Port Elm standards it rains", nil, nil),
    ("by the harbour", nil, nil), ("On March 3, 2031 the ferry sailed.", nil, nil),
    ("Call 2031 33 44", nil, nil), ("March 2031", nil, nil), ("May 32, 2031", nil, nil),
  ])
  func readsTheLinesAroundTheHeadline(line: String, author: String?, date: String?) {
    let found = fields("<p>Home<h1>Seals</h1><p>\(line)<p>They were counted.")
    #expect(found["author"] == author.map { "\($0) <- page:byline" })
    #expect(found["date"] == date.map { "\($0) <- page:byline" })
  }

  @Test func whatThePageDeclaresComesBeforeItsLines() {
    let html = """
      <meta name=author content="Ines Falk"><h1>Seals</h1><p hidden>3 March 2031<p>By Per Ask
      <p>4 March 2031
      """
    let found = fields(html)
    #expect(found["author"] == "Ines Falk <- page:meta:author")
    #expect(found["date"] == "2031-03-04 <- page:byline")
    #expect(
      fields("<h1>Seals</h1><p>Updated: 5 May 2031<p>3 March 2031")["date"]
        == "2031-03-03 <- page:byline")
    let far = (0..<9).map { "<p>Paragraph \($0)" }.joined() + "<p>3 March 2031"
    #expect(fields("<h1>Seals</h1>" + far)["date"] == nil)
    #expect(fields("<p>3 March 2031")["date"] == nil)
  }

  @Test func fallsBackOnThePage() {
    let html = """
      <script type="application/ld+json">{broken</script><title>T</title><h1>The <i>heading</i><a href=#top>¶</a></h1>
      <meta name=author content="https://s.example/me"><span itemprop=author><b>Ines</b> Falk</span>
      <time datetime="2031-03-03T10:00">yesterday</time>
      """
    #expect(
      fields(html) == [
        "title": "The heading <- page:h1", "author": "Ines Falk <- page:microdata:author",
        "date": "2031-03-03T10:00 <- page:time",
      ])
  }
}
