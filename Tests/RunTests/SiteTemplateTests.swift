import BuiltInStages
import PipeEngine
import Testing

/// What `drop_site_templates` learns from pages.
@Suite struct SiteTemplateTests {
  private static let stories = [
    "The ferry to the island sails at noon from the old harbour, on all days but Sunday and feasts.",
    "The mill on the river was sold to the town on Monday, after nine years of talks and letters.",
    "The comet returns every seventy-six years, and was last seen from the tower by two children.",
    "A lamp was lit at the end of the pier, where the ice had broken the old one in February.",
  ]
  private static let titles = ["Ferry at noon", "Mill is sold", "Comet returns", "Lamp is lit"]

  /// Four pages of a site: a menu, a headline, a story, links to the other stories, a counter, a footer.
  private static func page(_ number: Int) -> String {
    let others = titles.indices.filter { $0 != number }
      .map { "<li><a href='/\($0)'>\(titles[$0])</a></li>" }
    return """
      <html><body><nav><a href='/'>Front page</a></nav>
      <h1>\(titles[number])</h1>
      <div class='story'><p>\(stories[number])</p><p>Told in \(number + 3) parts.</p></div>
      <div class='more'><ul>\(others.joined())</ul></div>
      <p class='count'>Read by \(number * 37 + 12) people</p>
      <footer><p>Port Elm, at the harbour.</p></footer></body></html>
      """
  }

  private func run(_ options: String) async throws -> (texts: [String], removed: String) {
    let place = try Workplace()
    let lines = Self.stories.indices.map { number in
      let html = Self.page(number).replacing("\n", with: " ")
      return
        "{\"id\":\"\(number)\",\"url\":\"https://elm.example/\(number)\",\"html\":\"\(html)\"}\n"
    }
    try place.write("in.jsonl", lines.joined())
    try await place.run(
      """
      version: 1
      name: templates
      input: {paths: [IN.jsonl], html: html}
      stages:
        - {stage: drop_site_templates\(options)}
      outputs:
        kept: {write: kept, path: OUT.jsonl, format: jsonl, fields: [text]}
        removed: {write: removed, path: OUT-removed.jsonl, format: jsonl}
      """)
    let texts = try place.read("out.jsonl").split(separator: "\n").map(String.init)
    return (texts, try place.read("out-removed.jsonl"))
  }

  @Test func keepsTheStoryAndItsHeadline() async throws {
    let (texts, removed) = try await run("")
    for number in Self.stories.indices {
      #expect(texts[number].contains(Self.stories[number]))
      #expect(texts[number].contains(Self.titles[number]), "the headline stays")
      for other in Self.titles.indices where other != number {
        #expect(!texts[number].contains(Self.titles[other]), "links to other stories go")
      }
      for furniture in ["Front page", "people", "Port Elm"] {
        #expect(!texts[number].contains(furniture))
      }
    }
    #expect(removed.contains("\"rule\":\"template_text\""))
  }

  /// With texts that count from four pages on, the links recur on three: only what is on all pages goes.
  @Test func leavesTextsOnTooFewPages() async throws {
    let (texts, _) = try await run(", min_docs: 4")
    #expect(texts[0].contains("Mill is sold"))
    #expect(!texts[0].contains("Port Elm"))
  }

  /// No text is on every page but the footer's; most texts of the place of links recur, and it goes.
  @Test func takesAPlaceWhole() async throws {
    let (texts, removed) = try await run(", min_docs: 2, min_docs_ratio: 1, min_place_ratio: 60%")
    #expect(!texts[0].contains("Mill is sold"))
    #expect(removed.contains("\"rule\":\"template_place\""))
    #expect(texts[0].contains(Self.stories[0]))
  }
}
