import Synchronization

/// How often parsers looked at bytes, nodes and names: tests hold it to be linear in the page.
///
/// It is counted in assertions, so in debug builds only.
final class ParserWork: Sendable {
  @TaskLocal private static var counted: ParserWork?

  private let steps = Atomic<Int>(0)

  /// Counts what `body` does.
  static func count(_ body: () -> Void) -> Int {
    let work = ParserWork()
    $counted.withValue(work, operation: body)
    return work.steps.load(ordering: .relaxed)
  }

  /// Notes steps; always true, to stand in assertions.
  static func note(_ steps: Int = 1) -> Bool {
    counted?.steps.add(steps, ordering: .relaxed)
    return true
  }
}
