import Analysis
import Machine
import Tables

extension SavedModel {
  /// Puts the rows of a table into the segments.
  ///
  /// Rows are prepared with the numbers that fitting gave and placed as the method places others. The rows that the model was made of, known
  /// by the fingerprint of the columns in use, keep their own segments.
  /// - Parameter segmentation: what the model was made of, where that is at hand: a method without centroids or densities then places
  ///   others by the nearest of its customers.
  /// - Throws: `ModelError`: columns that are not there or hold something else, a method that needs the rows to place others, too little memory,
  ///   `.cancelled`.
  /// - Complexity: O(n·(k·d + log n)); by the nearest of m customers O(n·m·d).
  public func score(
    _ table: Table, among segmentation: CustomerSegmentation? = nil, context: ComputeContext = .plain
  ) throws(ModelError) -> Scoring {
    do {
      try checkMemory(table, FreeMemory.bytes ?? .max)
      return try scored(table, segmentation, context)
    } catch let error as ModelError {
      throw error
    } catch {
      throw .cancelled
    }
  }

  /// Bytes that scoring takes for each row: columns and features, twice while they are put in order, and what comes out.
  private func checkMemory(_ table: Table, _ available: Int) throws(ModelError) {
    let needed = table.rowCount * (4 * 8 * fitted.transforms.count + 200)
    guard needed < 1 << 28 || needed < available else { throw .memory(needed: needed, available: available) }
  }

  private func scored(
    _ table: Table, _ segmentation: CustomerSegmentation?, _ context: ComputeContext
  ) throws -> Scoring {
    let isSame = isMade(of: table)
    // Who has a segment needs no look at all others.
    let placement = isSame ? self.placement : segmentation?.placementAmongCustomers ?? self.placement
    let (applied, placed) = try isSame ? sameRows(in: table, context) : newRows(in: table, placement, context)
    let own = placed.segments
    let sureness = try sureness(
      of: applied, placed, placement, isSame ? segmentation : nil, context.part(0.7...0.9))
    let distances = applied.features.distances(to: centroids, of: own)
    var sizes = [Int](repeating: 0, count: k + 1)
    for segment in own { sizes[segment] += 1 }
    try context.checkCancellation()
    func byRow<Value>(_ values: [Value]) -> [Value?] { values.spread(over: applied.rows, of: table.rowCount) }
    return Scoring(
      model: self, tableName: table.name, segments: byRow(own), distances: byRow(distances).map { $0 ?? .nan },
      sureness: sureness?.of { byRow($0).map { $0 ?? .nan } },
      unusual: unusual(distances, own).map { byRow($0).map { $0 ?? nil } }, isSame: isSame,
      dropped: isSame ? dropped : applied.dropped, filled: applied.filled,
      notes: applied.notes + columnNotes(on: table), placement: isSame ? nil : placement,
      drift: isSame ? nil : try drift(of: table, sizes, context.part(0.9...1)),
      caption: caption(isSame ? nil : placement, applied, table), sizes: sizes)
  }

  /// The rows that the model was made of, with what its densities say of them, where it has some.
  private func sameRows(
    in table: Table, _ context: ComputeContext
  ) throws -> (FittedRecipe.Applied, PlacedRows) {
    let (applied, own) = try ownRows(in: table, context.part(0...0.4))
    var placed = PlacedRows(segments: own)
    if !options.method.placesByCentroids {
      placed.memberships = try placement?.place(applied.features, context: context.part(0.4...0.7)).memberships
    }
    return (applied, placed)
  }

  /// Rows that the model was not made of, prepared, and where they go.
  private func newRows(
    in table: Table, _ placement: (any Placement)?, _ context: ComputeContext
  ) throws -> (FittedRecipe.Applied, PlacedRows) {
    let applied = try fitted.apply(
      to: table, origin: origin.inWords, others: otherValues, context: context.part(0...0.4))
    guard let placed = try placement?.place(applied.features, context: context.part(0.4...0.7)) else {
      throw ModelError.noCentroids(method: options.method.noun, origin: origin.inWords)
    }
    return (applied, placed)
  }

  /// For each transform the value of a column of two that it has no name for.
  private var otherValues: [String?] { fit?.spreads.map(\.otherwise) ?? [] }

  /// How sure the method is, else how much nearer the own segment is.
  /// - Parameter segmentation: where the rows are its own.
  private func sureness(
    of applied: FittedRecipe.Applied, _ placed: PlacedRows, _ placement: (any Placement)?,
    _ segmentation: CustomerSegmentation?, _ context: ComputeContext
  ) throws -> Scoring.Sureness? {
    let own = placed.segments
    if let memberships = placed.memberships {
      return .certainty(own.indices.map { own[$0] > 0 ? memberships[$0, own[$0] - 1] : .nan })
    }
    if let segmentation, let certainty = segmentation.certainty, segmentation.preparation.rows == applied.rows {
      return .certainty(certainty)
    }
    guard let placement, let margins = try placement.margins(of: applied.features, in: own, context: context) else {
      return nil
    }
    return .margin(margins, of: placement.marginInWords)
  }

  /// nil for rows in no segment, and altogether where the file does not say how far customers were.
  private func unusual(_ distances: [Double], _ own: [Int]) -> [Bool?]? {
    fit.map { fit in
      zip(distances, own).map { distance, segment in segment > 0 ? distance > fit.farthest[segment - 1] : nil }
    }
  }

  private func caption(_ placement: (any Placement)?, _ applied: FittedRecipe.Applied, _ table: Table) -> String {
    let parts = ["k = \(k)", placement?.inWords, "model of \(origin.inWords)", options.methodInWords]
    return (parts.compactMap { $0 } + [caption(for: applied, of: table)]).joined(separator: " · ")
  }

  private func drift(of table: Table, _ sizes: [Int], _ context: ComputeContext) throws -> Drift {
    let columns = try fitted.values(
      in: table, isSame: false, origin: origin.inWords, others: otherValues
    ).columns
    var shifts: [Drift.Shift] = []
    for (index, spread) in (fit?.spreads ?? []).enumerated() {
      try context.checkpoint(Double(index) / Double(columns.count))
      if let shift = try Drift.Shift(fitted.transforms[index], from: spread, to: columns[index], context: context) {
        shifts.append(shift)
      }
    }
    return Drift(
      segments: PopulationStability(from: sizesThen(isSame: false), to: sizes), features: shifts,
      rowCount: table.rowCount)
  }

  /// Columns that only one of the tables has, where no feature is made of them.
  private func columnNotes(on table: Table) -> [String] {
    let (then, now) = (Set(origin.columns), Set(table.columns.map(\.name)))
    let used = Set(fitted.columns.compactMap { try? table.column($0).name })
    let new = table.columns.map(\.name).filter { !then.contains($0) && !used.contains($0) }
    let gone = origin.columns.filter { !now.contains($0) && !fitted.columns.contains($0) }
    var notes: [String] = []
    if !new.isEmpty {
      notes.append(
        "\(table.name) has \(count(new.count, "column")) that \(origin.table) had not (\(list(new))): the model does not look at \(new.count == 1 ? "it" : "them")"
      )
    }
    if !gone.isEmpty {
      notes.append(
        "\(table.name) lacks \(list(gone)), which \(origin.table) had: the model does not look at \(gone.count == 1 ? "it" : "them")"
      )
    }
    return notes
  }
}

extension Array {
  /// What prepared rows have, by the rows of the table.
  fileprivate func spread(over rows: [Int], of rowCount: Int) -> [Element?] {
    var result = [Element?](repeating: nil, count: rowCount)
    for (place, row) in rows.enumerated() { result[row] = self[place] }
    return result
  }
}
