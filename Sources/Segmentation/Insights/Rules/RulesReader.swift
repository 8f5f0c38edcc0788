import Glibc
import Tables

extension Rules {
  /// Reads rules from YAML.
  /// - Parameter file: what errors call it.
  /// - Throws: `RulesError` with line and field for YAML that cannot be read, fields there are not, conditions and
  ///   templates that make no sense, a version of another time.
  public init(yaml: String, file: String) throws(RulesError) {
    guard yaml.utf8.count <= Self.largestFile else {
      throw RulesError(
        file: file, field: "", problem: "rules take \(grouped(Self.largestFile)) bytes at most, and this file more")
    }
    let root: YAMLNode?
    do throws(YAMLProblem) {
      root = try YAMLDocument.root(of: yaml)
    } catch {
      throw RulesError(file: file, line: error.line, field: "", problem: error.words)
    }
    guard let root else { throw RulesError(file: file, field: "", problem: "the file is empty; version: 1 begins it") }
    self.init()
    try read(RulesField(node: root, file: file, path: ""))
  }

  static let largestFile = 1_000_000

  private static let fields = [
    "version", "pack", "key", "unless", "columns", "synonyms", "totals", "names", "qualifiers", "risk", "advice",
    "cautions",
    "limits",
  ]

  private mutating func read(_ root: RulesField) throws(RulesError) {
    let fields = try root.fields(Self.fields)
    func field(_ name: String) -> RulesField? { fields.first { $0.name == name }?.field }
    guard let version = field("version") else {
      throw root.error("the field version is missing; version: \(Self.version) is what this program reads")
    }
    let number = try version.number(-.infinity ... .infinity, "the version, \(Self.version),")
    guard number == Double(Self.version) else {
      throw version.error(
        number > Double(Self.version)
          ? "these rules are of a later version than \(Self.version), which this program reads"
          : "version \(Self.version) is what this program reads")
    }
    if let columns = field("columns") { self.columns = try Self.columns(columns) }
    if let pack = field("pack") { self.pack = try pack.text() }
    if let synonyms = field("synonyms") { self.synonyms = try Self.synonyms(synonyms, besides: self.columns) }
    let own = Set(self.columns.keys).union(self.synonyms.keys).subtracting(CardSubject.allCases.map(\.rawValue))
    let subjects = RuleSubjects(CardSubject.allCases.map(\.rawValue) + own.sorted())
    if let key = field("key") { self.key = try Self.key(key, subjects) }
    if let unless = field("unless") {
      for entry in try unless.entries(of: "words") { self.unless.append(try entry.text()) }
    }
    if let totals = field("totals") {
      for entry in try totals.entries(of: "subjects") { self.totals.append(try Self.subject(entry, subjects)) }
    }
    if let names = field("names") { self.names = try Self.names(names, subjects) }
    if let qualifiers = field("qualifiers") { self.qualifiers = try Self.names(qualifiers, subjects) }
    if let risk = field("risk") { try readRisk(risk, subjects) }
    if let advice = field("advice") {
      for (name, field) in try advice.fields() {
        departments.append(Department(name: name, recommendations: try Self.recommendations(field, subjects)))
      }
    }
    if let cautions = field("cautions") { try Self.read(cautions, into: &self.cautions) }
    if let limits = field("limits") { try Self.read(limits, into: &self.limits) }
  }

  /// Names that words go by.
  private static func synonyms(
    _ field: RulesField, besides columns: [String: String]
  ) throws(RulesError) -> [String: [String]] {
    var synonyms: [String: [String]] = [:]
    for (word, names) in try field.fields() {
      try check(word, names)
      guard columns[word] == nil else { throw names.error("the word \(word) stands for a column already") }
      synonyms[word] = []
      for name in try names.entries(of: "names") { synonyms[word]?.append(try name.text()) }
    }
    return synonyms
  }

  /// Groups of words, written `balance or payments`.
  private static func key(_ field: RulesField, _ subjects: RuleSubjects) throws(RulesError) -> [[String]] {
    var key: [[String]] = []
    for entry in try field.entries(of: "words") {
      let words = try entry.text().split(separator: " or ").map(String.init)
      for word in words where !subjects.contains(word) {
        throw entry.error(RuleTextError(unknown: word, as: "subject", among: subjects.names, at: 0..<0).message)
      }
      key.append(words)
    }
    return key
  }

  private static func check(_ word: String, _ field: RulesField) throws(RulesError) {
    guard (try? RuleScanner.tokens(of: word))?.first?.kind == .word(word) else {
      throw field.error("a word for a column is made of letters, digits and _")
    }
    guard !reserved.contains(word) else {
      throw field.error("the word \(word) has a meaning of its own; take another")
    }
  }

  /// Words of the file for columns of the table.
  private static func columns(_ field: RulesField) throws(RulesError) -> [String: String] {
    var columns: [String: String] = [:]
    for (name, column) in try field.fields() {
      try check(name, column)
      guard CardSubject(rawValue: name) == nil else {
        throw column.error("the word \(name) has a meaning of its own; take another")
      }
      columns[name] = try column.text()
    }
    return columns
  }

  private static let reserved = [Measure.segment, "and", "or", "not"]

  private static func subject(_ field: RulesField, _ subjects: RuleSubjects) throws(RulesError) -> String {
    let text = try field.text()
    guard subjects.contains(text) else {
      throw field.error(RuleTextError(unknown: text, as: "subject", among: subjects.names, at: 0..<0).message)
    }
    return text
  }

  private static func names(_ field: RulesField, _ subjects: RuleSubjects) throws(RulesError) -> [Name] {
    var names: [Name] = []
    var taken = Set<String>()
    for entry in try field.entries(of: "names") {
      let fields = try entry.fields(["name", "when"])
      let text = try entry.required("name", in: fields).text()
      guard taken.insert(text.lowercased()).inserted else {
        throw entry.error("‘\(text.shortened)’ is there already")
      }
      names.append(Name(text: text, when: try entry.required("when", in: fields).condition(subjects)))
    }
    return names
  }

  private static func recommendations(
    _ field: RulesField, _ subjects: RuleSubjects
  ) throws(RulesError) -> [Recommendation] {
    var recommendations: [Recommendation] = []
    for entry in try field.entries(of: "recommendations") {
      let fields = try entry.fields(["do", "because", "when"])
      let because = try entry.required("because", in: fields)
      let reason = try because.template(subjects)
      guard !reason.measures.isEmpty else {
        throw because.error("a reason shows the figure that calls for the advice, as in {utilisation.median:percent}")
      }
      recommendations.append(
        Recommendation(
          action: try entry.required("do", in: fields).text(), reason: reason,
          when: try entry.required("when", in: fields).condition(subjects)))
    }
    return recommendations
  }
}

extension RulesField {
  func required(_ name: String, in fields: [(name: String, field: RulesField)]) throws(RulesError) -> RulesField {
    guard let field = fields.first(where: { $0.name == name })?.field else {
      throw error("the field \(name) is missing")
    }
    return field
  }
}
