import CommandLanguage
import Graphics
import Tables

/// What commands made of a table since it was loaded.
package struct TableChanges: Sendable, Codable {
  /// The table as it was, with its stamp: what was made from it is current again when it comes back.
  package let loaded: Stamped<Table>
  /// Conditions that rows had to meet.
  package var filters: [String] = []
  /// Columns that were computed, with their expressions.
  package var derived: [String] = []
  /// Columns that were taken out.
  package var dropped: [String] = []
  /// Columns that got another name: `A → B`.
  package var renamed: [String] = []
  /// Columns whose missing values were filled, with what: `A with 5`.
  package var filled: [String] = []
  /// What columns were said to be, as it was written: `ZIP=code`.
  package var roles: [String] = []
}

extension Session {
  /// Puts a changed table in the place of the current one, of which it has the name; what was made from that is stale.
  ///
  /// A table with as many rows has the same ones: its segments keep colours and names when they are made anew.
  /// - Parameter rows: of the current table that are left, in their order, where nothing but rows was taken away: their segments stay.
  package mutating func changeTable(
    _ table: Table, keeping rows: [Int]? = nil, _ note: (inout TableChanges) -> Void
  ) {
    guard let currentTable, let current else { return }
    var change = changes[table.name] ?? TableChanges(loaded: current)
    note(&change)
    var table = table
    if !change.filters.isEmpty {
      table.restriction =
        "filtered: \(change.filters.joined(separator: "; ")), \(NumberText.count(table.rowCount)) of "
        + "\(NumberText.count(change.loaded.value.rowCount)) rows"
    }
    let hasSameRows = table.rowCount == current.value.rowCount
    let kept = rows.flatMap { segments(keeping: $0, restriction: table.restriction) }
    tables[currentTable] = stamp(table, from: hasSameRows ? currentRows : nil)
    changes[table.name] = change
    if let kept { keptSegments = stamp(kept, from: tables[currentTable].stamp) }
  }

  /// Puts the current table with other columns, and the same rows, in its place.
  ///
  /// Where no feature in use is made of these columns, the segments stay, and so do features that were asked for, with the map.
  /// Features that nobody asked for are made anew when something needs them, with what is there then.
  /// - Parameter columns: those that came, went or changed, by name.
  package mutating func changeColumns(
    _ table: Table, _ columns: some Sequence<String>, _ note: (inout TableChanges) -> Void
  ) {
    guard columnsInUse.isDisjoint(with: columns) else { return changeTable(table, note) }
    if madeFeatures?.value.isImplied == false { return changeNames(table, [:], note) }
    let segments = allSegments
    changeTable(table, note)
    if let segments { keptSegments = stamp(segments, from: current?.stamp) }
  }

  /// The columns that current features and segments are made of.
  private var columnsInUse: Set<String> {
    let features = state(of: .features) == .current ? madeFeatures?.value.preparation : nil
    let preparations = [features, currentSegmentation?.preparation].compactMap { $0 }
    return Set(preparations.flatMap { $0.transforms.map(\.column) })
  }

  /// What to say of columns that could be features, and are none of those in use; empty where these will be made anew.
  package func noteOnNewColumns(_ names: [String]) -> String {
    let isMade = madeFeatures?.value.isImplied == false && state(of: .features) == .current
    guard let current, isMade || currentSegmentation != nil else { return "" }
    let table = current.value
    let new = names.filter { name in
      table.columns.firstIndex { $0.name == name }.map { table.role(of: $0).role.isFeature } ?? false
    }
    guard !new.isEmpty, columnsInUse.isDisjoint(with: new) else { return "" }
    let (what, them) = (currentSegmentation == nil ? "features" : "segments", new.count == 1 ? new[0] : "these columns")
    let command = madeFeatures?.value.isImplied == false ? "%prepare" : "%cluster"
    return " The \(what) are made without \(them): \(command) takes \(new.count == 1 ? "it" : "them") in."
  }

  /// Puts the current table with other column names in its place: what was made of it stays, and speaks of the new names.
  /// - Parameter names: the new names by the old ones.
  package mutating func changeNames(_ table: Table, _ names: [String: String], _ note: (inout TableChanges) -> Void) {
    let (areCurrent, segments) = (state(of: .features) == .current, currentKept)
    changeTable(table, note)
    guard let new = current?.stamp else { return }
    if areCurrent { renameWork(names, of: new) }
    if var segments {
      segments.segmentation = segments.segmentation.renaming(names)
      keptSegments = stamp(segments, from: new)
    }
    if let previous = replacedSegmentation, previous.parent == currentRows {
      replacedSegmentation?.value = previous.value.renaming(names)
    }
  }

  /// Goes back to the current table as it was loaded.
  /// - Returns: the changes that are gone.
  /// - Throws: `missingStage` without a table; `refused` when nothing was changed.
  package mutating func resetTable() throws(Mistake) -> TableChanges {
    let table = try table()
    guard let currentTable, let change = changes[table.name] else {
      throw Mistake(
        .refused(name: "NothingToReset", message: "\(table.name) is as it was loaded", remedy: ""))
    }
    tables[currentTable] = change.loaded
    changes[table.name] = nil
    bringBackSegments()
    return change
  }

  /// `filtered: BALANCE > 1000, 12 of 100 rows; derived: ratio = A / B; dropped: city`; nil for a table as it was loaded.
  package func changesInWords(of table: Table) -> String? {
    guard let change = changes[table.name] else { return nil }
    var parts = [table.restriction].compactMap { $0 }
    if !change.derived.isEmpty { parts.append("derived: " + change.derived.joined(separator: ", ")) }
    if !change.dropped.isEmpty { parts.append("dropped: " + change.dropped.joined(separator: ", ")) }
    if !change.renamed.isEmpty { parts.append("renamed: " + change.renamed.joined(separator: ", ")) }
    if !change.filled.isEmpty { parts.append("filled: " + change.filled.joined(separator: ", ")) }
    if !change.roles.isEmpty { parts.append("roles: " + change.roles.joined(separator: ", ")) }
    return parts.joined(separator: "; ")
  }

  /// Which stages a change put out of date, and what makes them anew: a sentence to follow what a command says of itself.
  package func aftermath(since before: Session) -> String {
    let stale = Stage.allCases.filter { before.state(of: $0) == .current && state(of: $0) == .stale }
    guard !stale.isEmpty else { return "" }
    let isAsked = madeFeatures?.value.isImplied == false
    // Features that nobody asked for are made anew when something needs them.
    if stale == [.features], !isAsked, currentSegmentation != nil { return "" }
    // Features that were out of date before are in the way of what is made of them.
    let toMake = Stage.allCases.filter { stale.contains($0) || ($0 == .features && isAsked && state(of: $0) == .stale) }
    let commands = toMake.filter { $0 != .features || isAsked || stale.count == 1 }.map(\.command)
    return " Out of date now: \(stale.map(\.noun).joined(separator: ", ")). "
      + "Run \(commands.joined(separator: " and ")) again."
  }
}
