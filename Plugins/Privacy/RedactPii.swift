import PipeCore

/// Puts a label in place of what tells who or where a person is.
struct RedactPii: DocumentStage {
  struct Options: StageOptions {
    @Option("What is masked.")
    var types: [PersonalData] = [.email, .phone, .ip, .iban, .creditCard]

    @Option("What stands there instead; `{type}` is the name of the type.")
    var replaceWith = "[{type}]"

    func validate() throws {
      if types.isEmpty { throw OptionsError("types", "`types` needs a type") }
      if replaceWith.utf8.contains(UInt8(ascii: "\n")) {
        throw OptionsError("replace_with", "`replace_with` can't put line feeds into a line")
      }
    }
  }

  static let description = StageDescription(
    name: "redact_pii",
    summary: "Masks e-mail addresses, phone numbers, IP addresses, IBANs and card numbers.",
    details: """
      Works within a line. Account numbers count only when their check digits are right (IBAN: ISO 7064 mod \
      97-10; cards: Luhn and an issuer's prefix). Phone numbers count when they begin with `+`, `00` or a trunk \
      `0` and are written in groups, are North American in shape, or stand behind a word such as `Tel.`; dates, \
      years, ISBNs and prices are none of these. IP addresses that nobody is reached by from outside (private, \
      loopback, masks) stay, and so do section and version numbers. Behind this stage the ledger and \
      samples show hashes of what was masked. Metadata is not changed.
      """,
    source: """
      ISO 13616 (IBAN), ISO/IEC 7812 (cards, Luhn), ITU-T E.164 (phone numbers), North American Numbering Plan; \
      public addresses only, as in datatrove's PII formatter
      """,
    examples: [
      Example(
        input: "Write to jane.miller@example.org or call +44 20 7946 0958 by 2024-05-01.",
        output: "Write to [email] or call [phone] by 2024-05-01."),
      Example(
        options: """
          types: [iban]
          replace_with: '***'
          """,
        input: "Pay to DE89 3704 0044 0532 0130 00, not to DE89 3704 0044 0532 0130 01.",
        output: "Pay to ***, not to DE89 3704 0044 0532 0130 01."),
    ])

  private let wanted: PersonalDataFinder.Wanted
  /// What each type is replaced with.
  private let masks: [PersonalData: [UInt8]]

  init(options: Options) {
    wanted = PersonalDataFinder.Wanted(options.types)
    var masks: [PersonalData: [UInt8]] = [:]
    for type in options.types {
      let parts = options.replaceWith.split(separator: "{type}", omittingEmptySubsequences: false)
      masks[type] = Array(parts.joined(separator: type.rawValue).utf8)
    }
    self.masks = masks
  }

  func process(_ document: inout Document) -> Outcome {
    document.editLines { line, edits in
      guard mayHoldPersonalData(line.bytes) else { return }
      for (type, range) in personalData(in: line.bytes) {
        edits.replace(
          range, with: masks[type] ?? [], Removal(type.rawValue, isSecret: true))
      }
    }
    document.removeAnnotations { annotation in
      guard case .link(let target) = annotation.kind else { return false }
      return !personalData(in: Array(target.utf8).span).isEmpty
    }
    return .keep
  }

  /// What the line holds of the wanted types, from left to right.
  private func personalData(
    in bytes: Span<UInt8>
  ) -> [(type: PersonalData, range: Range<Int>)] {
    var line: [UInt8] = []
    line.reserveCapacity(bytes.count)
    for index in bytes.indices { line.append(bytes[index]) }
    return PersonalDataFinder(line, wanted: wanted).findings()
  }

  /// Whether a line has the signs and digits that any of the types needs.
  private func mayHoldPersonalData(_ bytes: Span<UInt8>) -> Bool {
    var digits = 0
    var dots = 0
    var colons = 0
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "."): dots += 1
      case UInt8(ascii: ":"): colons += 1
      case UInt8(ascii: "@"): return true
      default: break
      }
    }
    return digits >= 7 || (digits >= 4 && dots >= 3) || (digits >= 1 && colons >= 2)
  }
}
