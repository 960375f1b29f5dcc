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
