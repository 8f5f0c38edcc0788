import CommandLanguage
import CommandSession
import FoundationEssentials
import Segmentation
import Tables

/// What a command line says of the rules behind advice: `rules=mine.yaml balance=Total_Revolving_Bal`.
struct AdviceWords: Sendable {
  /// A file, or the name of a pack; the pack that suits the table without it.
  fileprivate(set) var rules: String?
  /// The columns that were named for words of the rules.
  fileprivate(set) var columns: [String: Reference] = [:]

  /// The rules for the table in use, and the names of the columns that were given, by word.
  /// - Throws: a column that is not there, that measures nothing, or that was given twice; a file of rules that is wrong.
  func rules(in session: Session) throws -> (rules: Rules, given: [String: String]) {
    let given = try namedColumns(in: session)
    return (try readRules(for: try session.table(), given), given)
  }

  private func namedColumns(in session: Session) throws -> [String: String] {
    let table = try session.table()
    var given: [String: String] = [:]
    for (word, reference) in columns.sorted(by: { $0.value.range.lowerBound < $1.value.range.lowerBound }) {
      let index = try session.index(of: reference)
      let column = table.columns[index]
      let role = table.role(of: index)
      guard column.numbers != nil, role.role.isFeature else {
        throw Mistake(
          .refused(
            name: "WrongRole",
            message: "\(word) is a measure, and the role of \(column.name) is \(role.role.noun): \(role.reason)",
            remedy: column.numbers == nil
              ? "%roles shows what the columns are"
              : "%role \(Quoting.item(column.name))=amount if it measures something"),
          at: .range(reference.range))
      }
      if let other = given.first(where: { $0.value == column.name }) {
        throw Mistake(
          .refused(
            name: "RepeatedColumn", message: "\(column.name) cannot be both \(other.key) and \(word)", remedy: ""),
          at: .range(reference.range))
      }
      given[word] = column.name
    }
    return given
  }

  private func readRules(for table: Table, _ given: [String: String]) throws -> Rules {
    guard let rules else { return try Rules.suiting(table, given: given) }
    if !FileManager.default.fileExists(atPath: rules.expandingHome) {
      if let pack = try Rules.pack(rules) { return pack }
      if let nearest = nearestNames(to: rules, among: Rules.packNames).first {
        throw Mistake(
          .refused(
            name: "BadRules", message: "\(rules): there is no such file, and no pack of this name",
            remedy: "Did you mean \(nearest)?"),
          at: .key("rules"))
      }
    }
    do throws(RulesError) {
      return try Rules(contentsOf: rules.expandingHome, name: rules)
    } catch {
      throw Mistake(
        .refused(
          name: "BadRules", message: error.message, remedy: "%export rules FILE writes rules that are right, with notes"
        ),
        at: .key("rules"))
    }
  }
}

extension Parameter {
  /// `rules=`, and a key for each word that a pack knows a column for.
  static func advice(_ path: WritableKeyPath<Owner, AdviceWords> & Sendable) -> [Parameter<Owner>] {
    let rules = ValueKind<String>.path(endings: [".yaml", ".yml"]).withPacks.optional
    return [
      .key(
        "rules", of: path, rules, default: nil, "a file of your own rules, or the name of a pack",
        set: { $0.rules = $1 })
    ]
      + Rules.columnWords.map { word, meaning in
        .key(
          word, of: path, .column, default: Reference(name: "", range: 0..<0), "the column of \(meaning)",
          set: { $0.columns[word] = $1 }
        ).inFamily(
          KeyFamily(
            signature: "NAME=COLUMN",
            meaning: "which column it is: \(Rules.columnWords.map(\.word).joined(separator: ", "))"))
      }
  }
}

extension ValueKind where Value == String {
  /// A path, or the name of a pack of rules.
  fileprivate var withPacks: ValueKind {
    var kind = self
    kind.candidates = Rules.packNames.reduce(candidates) { $0.adding($1, "the rules on \($1)") }
    return kind
  }
}
