import CommandLanguage
import Segmentation
import Tables

/// The commands that give tables with their segments and maps again.
package struct Trail: Sendable, Equatable {
  /// Lines as they are typed, in their order, without passwords and tokens.
  package var commands: [String] = []
  /// False where something was there before the first command that is known.
  package var isWhole = true
  /// Whether a line held a password or a token.
  package var leavesOutSecrets = false
}

extension Session {
  /// The commands that the table in use, its segments and its map go back to, and no others: what was taken back, made anew or replaced
  /// since is left out.
  ///
  /// Segments get their names by their numbers, whatever command named them. A table that a query made of others
  /// goes back to all that was done before it.
  package var trail: Trail {
    guard let currentTable else { return Trail() }
    var search = TrailSearch(self)
    search.follow(currentTable)
    return search.trail
  }

  /// The same for all tables there are, and the seed of what comes next.
  package var wholeTrail: Trail {
    var search = TrailSearch(self)
    for table in tables.indices { search.follow(table) }
    search.keepSeed()
    return search.trail
  }
}

/// Walks the steps back.
private struct TrailSearch {
  let session: Session
  private var kept: Set<Int> = []
  private var isWhole = true
  /// The entries that made the current segments of a table, with its place among the tables.
  private var divisions: [Int: Int] = [:]
  /// Those of them whose names are given by the commands that gave them, because something was asked by name.
  private var named: Set<Int> = []

  private var steps: SessionSteps { session.steps }

  init(_ session: Session) { self.session = session }

  /// Keeps what a table goes back to.
  mutating func follow(_ index: Int) {
    let session = session.using(index)
    followTable(session.tables[index])
    followStages(session, index)
    addConditions()
    keepNames()
    addConditions()
    keepResets()
  }

  mutating func keepSeed() {
    if let seeding = steps.lastIndex(where: \.setsSeed) { kept.insert(seeding) }
  }

  /// Keeps what made the table.
  private mutating func followTable(_ table: Stamped<Table>) {
    kept.formUnion(makers(of: table.value.name, table.stamp))
  }

  /// What made a table as it was under a stamp: from its last change back to what loaded it. A `%reset` leads to what it reset to.
  private mutating func makers(of name: String, _ stamp: Int) -> Set<Int> {
    var makers: Set<Int> = []
    var wanted: Int? = stamp
    while let stamp = wanted {
      guard let index = steps.firstIndex(where: { $0.tables[name]?.after == stamp }),
        let change = steps[index].tables[name]
      else {
        isWhole = false
        return makers
      }
      makers.insert(index)
      wanted = change.isOrigin ? nil : change.before
      // A query may have asked any table, with its segments.
      if change.isOrigin, !Self.isLoad(steps[index].command) { makers.formUnion(0..<index) }
    }
    return makers
  }

  /// What made the other tables that a change of a table names, as they were then: a condition may have asked them.
  private mutating func makers(askedBy index: Int) -> Set<Int> {
    asked(by: index).reduce(into: []) { $0.formUnion(makers(of: $1.key, $1.value)) }
  }

  /// The other tables that a change of a table names, with their stamps then.
  private func asked(by index: Int) -> [String: Int] {
    let step = steps[index]
    guard changesTable(index) else { return [:] }
    let words = words(of: index)
    var asked: [String: Int] = [:]
    for earlier in steps[..<index] {
      for (name, change) in earlier.tables where step.tables[name] == nil && words.contains(name.lowercased()) {
        asked[name] = change.after
      }
    }
    return asked
  }

  /// What made the segments that a change of their table asks, and named them until then: later ones have taken their place, perhaps.
  private func segmentMakers(askedBy index: Int) -> Set<Int> {
    guard changesTable(index), !words(of: index).isDisjoint(with: ["segment", "segment_name"]) else { return [] }
    var makers: Set<Int> = []
    for name in steps[index].tables.keys {
      guard let maker = steps[..<index].lastIndex(where: { $0.segmentations[name] != nil }) else { continue }
      makers.insert(maker)
      let features = steps[...maker].lastIndex { $0.features[name] != nil }
      if let features, steps[features].segmentations[name] == nil, steps[features].maps[name] == nil {
        makers.insert(features)
      }
      makers.formUnion(namers(of: name, in: maker + 1..<index))
    }
    return makers
  }

  /// The commands that named segments of a table.
  private func namers(of table: String, in range: Range<Int>) -> [Int] {
    range.filter { steps[$0].named.contains(table) && steps[$0].tables[table] == nil }
  }

  private func changesTable(_ index: Int) -> Bool { steps[index].tables.contains { !$0.value.isOrigin } }

  private func words(of index: Int) -> Set<String> {
    Set(SQLText(steps[index].command).words.map { $0.text.lowercased() })
  }

  /// Keeps all commands that named the current segments of a table where one of them is kept.
  private mutating func keepNames() {
    for (index, table) in divisions {
      let name = session.tables[table].value.name
      let namers = namers(of: name, in: index + 1..<steps.indices.upperBound)
      guard !kept.isDisjoint(with: namers) else { continue }
      kept.formUnion(namers)
      named.insert(index)
    }
  }

  /// Keeps each `%reset` that takes back steps which are kept, because another table was made of what they left.
  private mutating func keepResets() {
    for (index, step) in steps.enumerated() {
      for (name, change) in step.tables where change.isReset {
        let origin = steps[..<index].lastIndex { $0.tables[name]?.after == change.after } ?? -1
        if kept.contains(where: { origin < $0 && $0 < index && steps[$0].tables[name] != nil }) { kept.insert(index) }
      }
    }
  }

  /// Keeps what made the segments, the features that somebody asked for, and the map.
  /// - Parameter session: with the table in use.
  private mutating func followStages(_ session: Session, _ index: Int) {
    let table = session.tables[index].value.name
    if session.currentSegmentation != nil {
      let whole = session.currentKept?.whole ?? session.madeSegmentation
      if let whole, let maker = keep({ $0.segmentations[table] == whole.stamp }) { divisions[maker] = index }
      let features = session.currentKept?.features ?? session.madeFeatures
      if let features, !features.value.isImplied { _ = keep { $0.features[table] == features.stamp } }
    }
    if session.state(of: .map) == .current, let map = session.madeMap {
      _ = keep { $0.maps[table] == map.stamp }
    }
    if session.state(of: .features) == .current, let features = session.madeFeatures, !features.value.isImplied {
      _ = keep { $0.features[table] == features.stamp }
    }
  }

  private mutating func keep(_ isMaker: (SessionStep) -> Bool) -> Int? {
    guard let index = steps.firstIndex(where: isMaker) else {
      isWhole = false
      return nil
    }
    kept.insert(index)
    return index
  }

  /// Keeps the parameters that lines speak of, the seed they ran under, as far as somebody set it, and the tables that they asked.
  private mutating func addConditions() {
    var open = kept.sorted()
    while let index = open.popLast() {
      var needed = steps[index].command.parameterNames.compactMap { name in
        steps[..<index].lastIndex { $0.parameters.contains(name) }
      }
      // The database that a table was read from.
      if Self.isLoad(steps[index].command), let source = Parser.firstValue(of: steps[index].command) {
        let name = source.prefix { $0 != "." }.lowercased()
        let connecting = steps[..<index].lastIndex { $0.connections.contains { $0.lowercased() == name } }
        if let connecting { needed.append(connecting) }
      }
      if let seeding = steps[..<index].lastIndex(where: \.setsSeed) { needed.append(seeding) }
      needed += makers(askedBy: index)
      needed += segmentMakers(askedBy: index)
      for other in needed where kept.insert(other).inserted { open.append(other) }
    }
  }

  /// The commands that were kept, with those that name segments, and `%use` where another table would be in use.
  var trail: Trail {
    var lines: [String] = []
    var used: String?
    for index in kept.sorted() {
      let entry = steps[index]
      if entry.needsTable, let needed = entry.usedBefore, needed != used {
        lines.append("%use \(Quoting.item(needed))")
        used = needed
      }
      lines.append(entry.command)
      let makesUsed = entry.usedAfter.flatMap { entry.tables[$0] }?.isOrigin ?? false
      if entry.usedAfter != entry.usedBefore || makesUsed { used = entry.usedAfter }
      if let table = divisions[index], !named.contains(index) { lines += naming(of: table, after: index) }
    }
    if let table = session.current?.value.name, used != table { lines.append("%use \(Quoting.item(table))") }
    let currency = session.configuration.currency
    if !currency.isEmpty { lines.append("%config currency=\(Quoting.item(currency))") }
    return Trail(
      commands: lines, isWhole: isWhole, leavesOutSecrets: kept.contains { steps[$0].heldSecrets })
  }

  /// A line for each name; none where a model brought all names along.
  private func naming(of table: Int, after index: Int) -> [String] {
    let session = session.using(table)
    let name = session.tables[table].value.name
    let isRestored = steps[index].command.hasPrefix("%restore")
    guard !isRestored || steps[(index + 1)...].contains(where: { $0.named.contains(name) }) else { return [] }
    return session.namesOfAllSegments.sorted { $0.key < $1.key }.map { "%name \($0.key) \(Quoting.quoted($0.value))" }
  }

  private static func isLoad(_ command: String) -> Bool {
    command.drop { $0 == "%" || $0 == " " }.hasPrefix("load") || command.hasPrefix("%time %load")
  }
}

extension String {
  /// What stands behind dollar signs.
  fileprivate var parameterNames: Set<String> {
    Set(
      split(separator: "$", omittingEmptySubsequences: false).dropFirst().map { rest in
        String(rest.prefix { $0.unicodeScalars.allSatisfy(\.continuesName) })
      })
  }
}
