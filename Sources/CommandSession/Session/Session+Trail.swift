import CommandLanguage
import Segmentation
import Tables

/// The commands that give the table in use with its segments and its map again.
package struct Trail: Sendable, Equatable {
  /// Lines as they are typed, in their order.
  package var commands: [String] = []
  /// False where something was there before the first command that is known.
  package var isWhole = true
}

extension Session {
  /// The commands that the table in use, its segments and its map go back to, and no others: what was taken back, made anew or replaced
  /// since is left out.
  ///
  /// Segments get their names by their numbers, whatever command named them. A table that a query made of others
  /// goes back to all that was done before it.
  package var trail: Trail {
    guard let current else { return Trail() }
    var search = TrailSearch(session: self, table: current.value.name)
    search.followTable(current.stamp)
    search.followStages()
    search.addConditions()
    return search.trail
  }
}

/// Walks the journal back.
private struct TrailSearch {
  let session: Session
  /// The name of the table in use.
  let table: String
  private var kept: Set<Int> = []
  private var isWhole = true
  /// The entry that made the current segments.
  private var division: Int?

  private var journal: [JournalEntry] { session.journal }

  init(session: Session, table: String) {
    self.session = session
    self.table = table
  }

  /// Keeps what made the table: from its last change back to what loaded it. A `%reset` leads to what it reset to.
  mutating func followTable(_ stamp: Int) {
    var wanted: Int? = stamp
    while let stamp = wanted {
      guard let index = journal.firstIndex(where: { $0.tables[table]?.after == stamp }),
        let change = journal[index].tables[table]
      else {
        isWhole = false
        return
      }
      kept.insert(index)
      wanted = change.isOrigin ? nil : change.before
      // A query may have asked any table, with its segments.
      if change.isOrigin, !Self.isLoad(journal[index].command) { kept.formUnion(0..<index) }
    }
  }

  /// Keeps what made the segments, the features that somebody asked for, and the map.
  mutating func followStages() {
    let table = table
    if session.currentSegmentation != nil {
      let whole = session.currentKept?.whole ?? session.madeSegmentation
      division = whole.flatMap { whole in keep { $0.segmentations[table] == whole.stamp } }
      let features = session.currentKept?.features ?? session.madeFeatures
      if let features, !features.value.isImplied { _ = keep { $0.features[table] == features.stamp } }
    }
    if session.state(of: .map) == .current, let map = session.madeMap {
      _ = keep { $0.maps[table] == map.stamp }
      if let features = session.madeFeatures, !features.value.isImplied {
        _ = keep { $0.features[table] == features.stamp }
      }
    }
  }

  private mutating func keep(_ isMaker: (JournalEntry) -> Bool) -> Int? {
    guard let index = journal.firstIndex(where: isMaker) else {
      isWhole = false
      return nil
    }
    kept.insert(index)
    return index
  }

  /// Keeps the parameters that lines speak of, and the seed they ran under, as far as somebody set it.
  mutating func addConditions() {
    var open = kept.sorted()
    while let index = open.popLast() {
      var needed = journal[index].command.parameterNames.compactMap { name in
        journal[..<index].lastIndex { $0.parameters.contains(name) }
      }
      // The database that a table was read from.
      if Self.isLoad(journal[index].command), let source = journal[index].command.firstArgument {
        let name = String(source.prefix { $0 != "." })
        if let connecting = journal[..<index].lastIndex(where: { $0.connections.contains(name) }) {
          needed.append(connecting)
        }
      }
      if let seeding = journal[..<index].lastIndex(where: \.setsSeed) { needed.append(seeding) }
      for other in needed where kept.insert(other).inserted { open.append(other) }
    }
  }

  /// The commands that were kept, with those that name segments, and `%use` where another table would be in use.
  var trail: Trail {
    var lines: [String] = []
    var used: String?
    for index in kept.sorted() {
      let entry = journal[index]
      if entry.needsTable, let needed = entry.usedBefore, needed != used {
        lines.append("%use \(Quoting.item(needed))")
        used = needed
      }
      lines.append(entry.command)
      let makesUsed = entry.usedAfter.flatMap { entry.tables[$0] }?.isOrigin ?? false
      if entry.usedAfter != entry.usedBefore || makesUsed { used = entry.usedAfter }
      if index == division { lines += naming(after: index) }
    }
    if used != table { lines.append("%use \(Quoting.item(table))") }
    let currency = session.configuration.currency
    if !currency.isEmpty { lines.append("%config currency=\(Quoting.item(currency))") }
    return Trail(commands: lines, isWhole: isWhole)
  }

  /// A line for each name; none where a model brought all names along.
  private func naming(after index: Int) -> [String] {
    let isRestored = journal[index].command.hasPrefix("%restore")
    guard !isRestored || journal[(index + 1)...].contains(where: { $0.named.contains(table) }) else { return [] }
    return session.namesOfAllSegments.sorted { $0.key < $1.key }.map { "%name \($0.key) \(Quoting.quoted($0.value))" }
  }

  private static func isLoad(_ command: String) -> Bool {
    command.drop { $0 == "%" || $0 == " " }.hasPrefix("load") || command.hasPrefix("%time %load")
  }
}

extension String {
  /// The word behind the name of a command.
  fileprivate var firstArgument: String? {
    split(separator: " ").first { !$0.hasPrefix("%") && !$0.contains("=") }.map(String.init)
  }

  /// What stands behind dollar signs.
  fileprivate var parameterNames: Set<String> {
    Set(
      split(separator: "$", omittingEmptySubsequences: false).dropFirst().map { rest in
        String(rest.prefix { $0.unicodeScalars.allSatisfy(\.continuesName) })
      })
  }
}
