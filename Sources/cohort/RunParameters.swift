import CommandLanguage
import Wording

/// The parameters that `cohort run -p name=value` gives.
///
/// They stand before the first command. The assignments at the head of a file of commands are its defaults: those of a name that was given
/// have no effect.
struct RunParameters: Equatable {
  private(set) var values: [(name: String, value: String)] = []

  /// - Parameter texts: `name=value`, in their order; of two of one name the later counts.
  /// - Throws: `RunError.parameter`.
  init(_ texts: [String]) throws(RunError) {
    for text in texts {
      guard let sign = text.firstIndex(of: "=") else { throw .parameter(text) }
      let (name, value) = (String(text[..<sign]), String(text[text.index(after: sign)...]))
      guard name.isName, !value.isEmpty, !value.contains(where: \.isNewline) else { throw .parameter(text) }
      values.removeAll { $0.name == name }
      values.append((name, value))
    }
  }

  /// A cell that sets them; nil for none.
  private var cell: RunSource.SourceCell? {
    guard !values.isEmpty else { return nil }
    // A number stays one; what else stands there is one text, whatever signs it holds.
    let lines = values.map { "\($0.name) = \(Double($0.value) == nil ? Quoting.quoted($0.value) : $0.value)" }
    return RunSource.SourceCell(label: "-p", code: lines.joined(separator: "\n"))
  }

  /// The cells with these parameters; lines keep their numbers.
  func before(_ cells: [RunSource.SourceCell]) -> [RunSource.SourceCell] {
    guard let cell else { return cells }
    var isHead = true
    let own = cells.map { cell in
      var cell = cell
      let lines = cell.code.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
        guard isHead else { return String(line) }
        let text = line.drop { $0 == " " || $0 == "\t" }
        if text.isEmpty || text.hasPrefix("#") { return String(line) }
        let name = String(text.prefix { $0 != "=" && $0 != " " && $0 != "\t" })
        let rest = text.dropFirst(name.count).drop { $0 == " " || $0 == "\t" }
        isHead = name.isName && rest.hasPrefix("=") && !text.hasSuffix("\\")
        return isHead && values.contains { $0.name == name } ? "" : String(line)
      }
      cell.code = lines.joined(separator: "\n")
      return cell
    }
    return [cell] + own
  }

  static func == (a: Self, b: Self) -> Bool { a.values.elementsEqual(b.values) { $0 == $1 } }
}
