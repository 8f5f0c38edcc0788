import CommandLanguage
import CommandSession
import Graphics
import Segmentation

/// Names the segments.
struct NameCommand: Command {
  static let name = "name"
  static let section = Section.reading
  static let summary = "names a segment; the name stays through later output"
  static let details = """
    A name stays with its segment through reclustering while at least three quarters of the customers do. %name alone shows \
    the names there are, %name auto adopts those that %insights computes for segments without one, and %name 3 none takes a \
    name away.
    """
  static let parameters: [Parameter<NameCommand>] = [
    .argument("segment", \.segment, .segmentOrAuto, "the segment, or auto for the computed names"),
    .argument("text", \.text, .newName, "its new name; none takes the name away"),
  ]
  static let examples = [
    Example("%name 3 \"VIP\"", "segment 3 is called VIP from now on"),
    Example("%name auto", "adopts the names that %insights computes"),
    Example("%name 3 none", "segment 3 goes by its number again"),
    Example("%name", "the names there are"),
  ]

  /// Longer names do not fit beside a segment.
  static let longest = 60

  var segment: Reference?
  var text: String?

  func run(on session: inout Session, in context: CommandContext) throws {
    if session.remote != nil { return try nameRemote(in: &session, context) }
    var segmentation = try session.segmentation()
    guard let segment else {
      guard text == nil else {
        throw Mistake(.missingArgument("segment", command: Self.name, meaning: "the segment to name"))
      }
      return show(segmentation, context)
    }
    let isNamed = segmentation.names.values.contains { $0.lowercased() == segment.name.lowercased() }
    if segment.name.lowercased() == "auto", !isNamed {
      guard text == nil else {
        throw Mistake(
          .refused(
            name: "UnexpectedArgument", message: "%name auto takes no name", remedy: "%name 3 \"VIP\" names one"),
          at: .key("text"))
      }
      segmentation.names = try computed(for: segmentation, session, context)
    } else {
      let number = try session.segment(segment)
      guard let text else { return show(segmentation, only: number, context) }
      segmentation.names[number] = try name(
        text, for: segmentation.number(of: number), taken: session.namesOfAllSegments)
    }
    // The same names once more are no change that could be taken back.
    if try session.segmentation().names != segmentation.names { session.setNames(segmentation.names) }
    show(segmentation, context)
  }

  /// The name as it is kept; nil takes the old one away.
  /// - Parameters:
  ///   - number: of the segment.
  ///   - taken: the names there are, by number.
  func name(_ text: String, for number: Int, taken: [Int: String]) throws -> String? {
    let name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if name.lowercased() == "none" { return nil }
    func refused(_ message: String, _ remedy: String) -> Mistake {
      Mistake(.refused(name: "WrongValue", message: message, remedy: remedy), at: .key("text"))
    }
    guard !name.isEmpty else {
      throw refused("a name is not empty", "%name \(number) none takes the name away")
    }
    guard name.count <= Self.longest else {
      throw refused(
        "a name has at most \(Self.longest) characters, and this one \(NumberText.count(name.count))",
        "%name \(number) \(Quoting.quoted(String(name.prefix(20))))")
    }
    guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw refused("a name has no control characters", "")
    }
    let lowered = name.lowercased()
    guard Double(name) == nil, lowered != "auto" else {
      throw refused(
        "‘\(name)’ would be taken for \(lowered == "auto" ? "a word of %name" : "a segment's number")",
        "A name has letters, such as \"VIP\"")
    }
    let parts = lowered.split(separator: " ")
    if parts.count == 2, parts[0] == "segment", let other = Int(parts[1]), other != number {
      throw refused("‘\(name)’ would be taken for segment \(other)", "A name says what the segment is")
    }
    if let other = taken.first(where: { $0.key != number && $0.value.lowercased() == lowered }) {
      throw Mistake(
        .refused(
          name: "NameTaken", message: "segment \(other.key) is called “\(other.value)” already",
          remedy: "%name \(other.key) none takes that name away"),
        at: .key("text"))
    }
    return name
  }

  /// The user's names, and the computed ones where there is none.
  private func computed(
    for segmentation: CustomerSegmentation, _ session: Session, _ context: CommandContext
  ) throws -> [Int: String] {
    let table = try session.table()
    let insights = try Insights(
      of: segmentation, table: table, rules: try Rules.suiting(table),
      context: context.compute("naming the segments"))
    return Dictionary(uniqueKeysWithValues: insights.segments.map { ($0.segment, $0.name) })
  }

  private func show(_ segmentation: CustomerSegmentation, only number: Int? = nil, _ context: CommandContext) {
    let segments = number.map { [$0] } ?? Array(1...segmentation.k)
    let keys = segments.map(segmentation.key).prefix(context.configuration.rows)
    let unnamed = keys.count { $0.name.isEmpty }
    context.show(
      HTMLTable(
        columns: [
          .init("segment", alignment: .left), .init("name", alignment: .left), .init("customers"), .init("share"),
        ],
        rows: keys.map { key in
          [
            HTMLTable.Cell("\(key.number)", segment: key.color),
            key.name.isEmpty ? .missing : HTMLTable.Cell(key.name),
            HTMLTable.Cell(NumberText.count(key.size)), HTMLTable.Cell(NumberText.percent(key.share)),
          ]
        },
        insights: unnamed > 0 ? ["%name auto adopts computed names; %name 1 \"VIP\" gives your own."] : [],
        caption: segmentation.caption))
  }
}

extension ValueKind where Value == Reference {
  /// The number or name of a segment, or `auto`.
  fileprivate static var segmentOrAuto: ValueKind {
    var kind = segment
    kind.noun = "auto, or the number or name of a segment"
    kind.candidates = kind.candidates.adding("auto", "adopt the computed names")
    return kind
  }
}

extension ValueKind where Value == String {
  /// A name for a segment, or `none`.
  fileprivate static var newName: ValueKind {
    ValueKind(
      "a text, or none", placeholder: "text", candidates: .none.adding("none", "take the name away"),
      decode: { $0.text }, text: { Quoting.item($0) })
  }
}
