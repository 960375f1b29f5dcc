import PipeCore
import PipeFormats
import Testing

@testable import BoilerplateStages

/// What `include:` of `drop_boilerplate` adds to the text, and takes from it.
@Suite struct IncludeTests {
  private static let article = """
    <h1>The mill turns again</h1>
    <p>The old mill on the river was sold to the town on Monday, after nine years of talks. It will \
    house a library and two workshops, said the <a href="https://elm.example/mayor">mayor</a>, and the \
    wheel is going to turn again.</p>
    <figure><img src=m.png><figcaption>The mill in winter, seen from the northern bridge.</figcaption></figure>
    <p>\(MillStory.second)</p>
    <table><tr><th>Part</th><th>Cost</th></tr><tr><td>Roof</td><td>400,000</td></tr>
    <tr><td>Wheel</td><td>90,000</td></tr></table>
    <p>The rest is to be paid by those who rent the workshops, among them a baker and a bookbinder, \
    who have signed for ten years each.</p>
    """
  private static let page = """
    <html><body class="single comments-open"><nav class="menu"><a href=/>Home</a> <a href=/n>News</a></nav>
    <article class="post">\(article)</article>
    <div id="comments"><h3>2 comments</h3><ol class="commentlist">
    <li class="comment"><a href=/u/1>Ines</a> <span>3 May</span><p>Great news, I lived near it.</p>
    <a href=/r/1>Reply</a></li>
    <li class="comment"><a href=/u/2>Tom</a> <span>4 May</span><p>Who pays for the wheel?</p></li></ol>
    <form class="respond"><p>Your address will not be published.</p><button>Send</button></form></div>
    <footer class="footer legal">© 2024 The Courier. All rights reserved.</footer></body></html>
    """
  private static let text = """
    Home | News | Sport | Weather

    The mill turns again

    \(MillStory.first)

    \(MillStory.second)

    2 comments
    Ines, 3 May
    Great news, I lived near it.
    Reply
    Tom, 4 May
    Who pays for the wheel?
    Subscribe to our newsletter
    © 2024 The Courier. All rights reserved.
    """

  private static func processed(_ content: String, _ include: [DropBoilerplate.Part]) -> Document {
    var options = DropBoilerplate.Options()
    options.include = include
    let ordinal = Ordinal(shard: 0, row: 0)
    let bytes = Array(content.utf8)
    var document =
      content.hasPrefix("<")
      ? pageDocument(id: "", ordinal: ordinal, url: nil, html: bytes)
      : Document(id: "", ordinal: ordinal, source: SourceText(bytes))
    if !document.isPage { parseBlocks(of: &document) }
    _ = DropBoilerplate(options: options).process(&document)
    return document
  }

  private static func kept(_ content: String, _ include: [DropBoilerplate.Part]) -> String {
    String(decoding: processed(content, include).text, as: UTF8.self)
  }

  @Test(arguments: [page, text])
  func commentsStayWhenAskedFor(content: String) {
    let with = Self.kept(content, [.comments])
    #expect(
      with.contains("Great news, I lived near it.") && with.contains("Who pays for the wheel?"))
    for rest in ["Reply", "Your address", "rights reserved", "Home"] {
      #expect(!with.contains(rest))
    }
    let without = Self.kept(content, [])
    #expect(without.contains("Repairs begin in spring.") && !without.contains("Who pays"))
  }

  @Test func postsOfAForumAreContentAnyway() {
    let posts = (1...6).map { number in
      """
      <li class="comment"><p>The pump of my boat stopped \(number) miles out, and I had to bail by hand until the \
      ferry came. Since then I carry a second one, and a bucket besides.</p></li>
      """
    }
    let page =
      "<html><body><h1>Pumps that fail</h1><ol class=comments>\(posts.joined())</ol></body></html>"
    #expect(Self.kept(page, []) == Self.kept(page, [.comments]))
    #expect(Self.kept(page, []).contains("4 miles out"))
  }

  @Test func tablesAndCaptionsStayWhenAskedFor() {
    let all = Self.processed(Self.page, [.tables, .captions, .links])
    let text = String(decoding: all.text, as: UTF8.self)
    #expect(text.contains("90,000") && text.contains("seen from the northern bridge"))
    let none = Self.processed(Self.page, [.links])
    let rest = String(decoding: none.text, as: UTF8.self)
    #expect(!rest.contains("90,000") && !rest.contains("northern bridge"))
    #expect(none.ledger.entries.contains { $0.removal.rule == "table" })
  }

  @Test func withoutLinksTheirTextStays() {
    let isLink = { (annotation: Annotation) in
      if case .link = annotation.kind { true } else { false }
    }
    #expect(Self.processed(Self.page, [.links]).annotations.contains(where: isLink))
    let bare = Self.processed(Self.page, [])
    #expect(!bare.annotations.contains(where: isLink))
    #expect(String(decoding: bare.text, as: UTF8.self).contains("said the mayor"))
  }
}
