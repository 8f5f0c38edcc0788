/// What names in SQL stand for: a query in parentheses has tables of its own, and sees those of the text around it.
struct SQLNames {
  /// Columns by name; nil for a name of columns of several types.
  private typealias Types = [String: ColumnType?]

  /// The text, or a query in parentheses within it.
  private struct Scope {
    /// The next one around it that is about other tables.
    var outer: Int?
    /// Those that are named in it or further within, by number.
    var tables: Set<Int> = []
    var types: Types = [:]
  }

  private var scopes = [Scope(outer: nil)]
  /// The scope that each word stands in.
  private var scopeOf: [Int] = []
  /// What the text itself gives a name to may be anything.
  private let given: Set<String>

  /// - Parameter isOfFirst: whether the text is about the first table and does not name it; else it names what it is about.
  /// - Complexity: O(words), and O(columns) for each choice of tables.
  init(in words: [SQLText.Word], _ tables: [Table], isOfFirst: Bool) {
    given = Set(
      zip(words, words.dropFirst()).filter { $0.0.text.lowercased() == "as" }.map { SQLSchema.folded($0.1.text) })
    findScopes(of: words, tables)
    if isOfFirst { scopes[0].tables = [0] }
    var known: [Set<Int>: Types] = [:]
    for (number, scope) in scopes.enumerated() {
      if known[scope.tables] == nil { known[scope.tables] = Self.types(of: scope.tables.map { tables[$0] }) }
      scopes[number].types = known[scope.tables] ?? [:]
      // One query within the other, and all about the same, are as one.
      if let outer = scope.outer, scopes[outer].tables == scope.tables { scopes[number].outer = scopes[outer].outer }
    }
  }

  private mutating func findScopes(of words: [SQLText.Word], _ tables: [Table]) {
    let numbers = Dictionary(
      tables.enumerated().map { ($1.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    // Where each open parenthesis stands.
    var open: [Int] = []
    var scope = 0
    for (place, word) in words.enumerated() {
      scopeOf.append(scope)
      if word.kind == .sign, word.text == "(" {
        open.append(scope)
        if place + 1 < words.count, Self.beginnings.contains(words[place + 1].text.lowercased()) {
          scopes.append(Scope(outer: scope))
          scope = scopes.count - 1
        }
      } else if word.kind == .sign, word.text == ")" {
        let outer = open.popLast() ?? 0
        if outer != scope { scopes[outer].tables.formUnion(scopes[scope].tables) }
        scope = outer
      } else if let number = numbers[word.text.lowercased()] {
        scopes[scope].tables.insert(number)
      }
    }
  }

  private static let beginnings: Set = ["select", "with", "values", "from"]

  private static func types(of tables: [Table]) -> Types {
    var types: Types = [:]
    for column in tables.flatMap(\.columns) {
      let (name, type) = (SQLSchema.folded(column.name), column.values.type)
      types.updateValue(types[name].map { $0 == type ? type : nil } ?? type, forKey: name)
    }
    return types
  }

  /// The type of the column that a word stands for; nil where that is not clear.
  func type(of name: String, at place: Int) -> ColumnType? {
    let name = SQLSchema.folded(name)
    guard !given.contains(name) else { return nil }
    var scope = scopes[scopeOf[place]]
    while true {
      if let type = scope.types[name] { return type }
      // Of a query that is about no table here nobody knows what its columns are.
      guard !scope.tables.isEmpty, let outer = scope.outer else { return nil }
      scope = scopes[outer]
    }
  }
}
