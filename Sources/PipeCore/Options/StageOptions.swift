import PipeText

/// The options of a stage: a struct of `@Option` properties.
public protocol StageOptions: Decodable, Sendable {
  /// All options at their defaults; required ones have no value yet.
  init()

  /// Checks what no option alone can; throws ``OptionsError`` that names the option at fault.
  func validate() throws
}

extension StageOptions {
  public func validate() throws {}

  /// The options as they are declared, in order.
  public static var schema: [OptionSchema] {
    declarations(of: Self()).map { $0.option.schema(named: $0.name) }
  }

  /// Reads the options from a mapping, reporting everything that is wrong with it.
  ///
  /// - Parameters:
  ///   - entries: the keys and values that were written, engine keys left out.
  ///   - owner: who takes the options, for messages: `stage drop_lines`.
  ///   - place: where a missing option is reported.
  ///   - length: how many characters are underlined there.
  ///   - context: finds what options name, and gathers the problems.
  /// - Returns: nil when something was reported as an error.
  public static func decode(
    _ entries: [ConfigNode.Entry], owner: String, at place: ConfigPlace, length: Int = 1,
    in context: inout OptionContext
  ) -> Self? {
    let declared = declarations(of: Self())
    let names = declared.map(\.name)
    var isFine = true
    /// What unknown keys are misspellings of: it is not missing as well.
    var meant: Set<String> = []
    for entry in entries where !names.contains(entry.key) {
      isFine = false
      if let name = nearest(to: entry.key, among: names) { meant.insert(name) }
      context.report(unknownOption(entry, owner: owner, names: names))
    }
    var finished: [String: any OptionDeclaration] = [:]
    for (label, name, option) in declared {
      guard let entry = entries.first(where: { $0.key == name }) else {
        finished[label] = option
        if option.isRequired {
          isFine = false
          if meant.contains(name) { continue }
          context.report(
            Diagnostic("P105", "\(owner) needs `\(name)`", at: place, length: length))
        }
        continue
      }
      context.optionName = name
      if let value = option.decoding(entry.value, in: &context) {
        finished[label] = value
      } else {
        isFine = false
      }
    }
    guard isFine else { return nil }
    return validated(finished, entries: entries, at: place, length: length, in: &context)
  }

  private static func unknownOption(
    _ entry: ConfigNode.Entry, owner: String, names: [String]
  ) -> Diagnostic {
    Diagnostic(
      "P102", "unknown option `\(entry.key)` for \(owner)", at: entry.place,
      length: entry.key.count,
      hint: nearest(to: entry.key, among: names).map { "did you mean `\($0)`?" },
      notes: [
        names.isEmpty ? "it takes no options" : "it takes: " + names.joined(separator: ", ")
      ])
  }

  private static func validated(
    _ finished: [String: any OptionDeclaration], entries: [ConfigNode.Entry],
    at place: ConfigPlace, length: Int, in context: inout OptionContext
  ) -> Self? {
    do {
      let options = try Self(from: FinishedOptions(values: finished))
      try options.validate()
      return options
    } catch let error as OptionsError {
      let entry = entries.first { $0.key == error.option }
      context.report(
        Diagnostic(
          "P106", error.message, at: entry?.place ?? place,
          length: entry?.key.count ?? length))
    } catch {
      context.report(Diagnostic("P106", "\(error)", at: place, length: length))
    }
    return nil
  }

  private static func declarations(
    of options: Self
  ) -> [(label: String, name: String, option: any OptionDeclaration)] {
    Mirror(reflecting: options).children.compactMap { child in
      guard let label = child.label, let option = child.value as? any OptionDeclaration else {
        return nil
      }
      let property = String(label.drop { $0 == "_" })
      return (property, snakeCase(property), option)
    }
  }
}

/// A combination of options that can't work.
public struct OptionsError: Error, Sendable {
  /// The option at fault, in snake case.
  public let option: String
  public let message: String

  public init(_ option: String, _ message: String) {
    self.option = option
    self.message = message
  }
}

/// For stages without options.
public struct NoOptions: StageOptions {
  public init() {}
}

/// `minCapitalRatio` as `min_capital_ratio`.
package func snakeCase(_ name: String) -> String {
  var result = ""
  for character in name {
    if character.isUppercase {
      if !result.isEmpty { result.append("_") }
      result.append(character.lowercased())
    } else {
      result.append(character)
    }
  }
  return result
}
