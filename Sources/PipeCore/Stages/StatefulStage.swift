/// A corpus stage whose observations can be kept on disk, so that later runs compare with them.
///
/// It has an option `state` of type ``StateFolder``. Documents of earlier runs have ordinals before all
/// of this run's, so that the earlier document always stays; they are no longer there to be changed,
/// and verdicts on them are passed over.
public protocol StatefulStage: CorpusStage {
  /// The folder that the option `state` names; nil when there is to be none.
  var state: StateFolder? { get }

  /// What the keys, values and sketches depend on, by name: options as they are written, and the
  /// versions of what computes them.
  ///
  /// A state is of use only to a stage that gives the same. The stage's name and revision need not be
  /// among them. An option that only decides on what was observed, such as `keep`, is not either.
  var stateShape: [(name: String, value: String)] { get }
}

/// A folder that holds a state, written as a path from the working folder: `out/state/documents`.
public struct StateFolder: OptionValue, Equatable {
  public let path: String

  /// The help text of the option, the same for all stages that have it.
  public static let help = """
    Folder in which the documents that come out are remembered: later runs that name it compare with \
    them, and what came first stays.
    """

  public init(_ path: String) { self.path = path }

  public static var schema: ValueSchema { .text }

  public static func decode(_ node: ConfigNode, in context: inout OptionContext) -> StateFolder? {
    guard let text = node.scalar, !node.isNull, text.contains(where: { $0 != "/" }) else {
      context.reportWrongValue(node, takes: "the path of a folder")
      return nil
    }
    // One folder has one name, as far as that can be seen from here.
    return StateFolder(text.hasSuffix("/") ? String(text.dropLast()) : text)
  }

  public var optionText: String? { path }
}
