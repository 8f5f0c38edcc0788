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
    let others = fit?.spreads.map(\.otherwise) ?? []
    let labelled = isSame ? labels.indices.filter { labels[$0] != nil } : nil
    let applied = try fitted.apply(
      to: table, rows: labelled, isSame: isSame, origin: origin.inWords, others: others, context: context.part(0...0.4))
    let placed = try placement?.place(applied.features, context: context.part(0.4...0.7))
    guard isSame || placed != nil else {
      throw ModelError.noCentroids(method: options.method.noun, origin: origin.inWords)
    }
    let own = isSame ? applied.rows.compactMap { labels[$0] } : placed?.segments ?? []
    guard own.count == applied.rows.count else {
      throw ModelError.inconsistent("rows that it puts into segments cannot be prepared")
    }
    let margins = try placement?.margins(of: applied.features, in: own, context: context.part(0.7...0.9))
    let distances = applied.features.distances(to: centroids, of: own)
    try context.checkCancellation()
    let unusual = fit.map { fit in
      zip(distances, own).map { distance, segment in segment > 0 && distance > fit.farthest[segment - 1] }
    }
    var sizes = [Int](repeating: 0, count: k + 1)
    for segment in own { sizes[segment] += 1 }
    try context.checkCancellation()
    return Scoring(
      model: self, tableName: table.name, segments: spread(own, applied.rows, table.rowCount),
      distances: spread(distances, applied.rows, table.rowCount).map { $0 ?? .nan },
      sureness: sureness(placed, own, margins, placement, isSame ? segmentation : nil, applied.rows).map { sureness in
        sureness.of { spread($0, applied.rows, table.rowCount).map { $0 ?? .nan } }
      },
      unusual: unusual.map { spread($0, applied.rows, table.rowCount) }, isSame: isSame,
      dropped: isSame ? dropped : applied.dropped, filled: applied.filled,
      notes: applied.notes + columnNotes(on: table), placement: isSame ? nil : placement,
      drift: isSame ? nil : try drift(of: table, sizes, context.part(0.9...1)),
      caption: (["k = \(k)", isSame ? nil : placement?.inWords, "model of \(origin.inWords)", options.methodInWords])
        .compactMap { $0 }.joined(separator: " · ") + " · " + caption(for: applied, of: table),
      sizes: sizes)
  }

  /// How sure the method is, else how much nearer the own segment is.
  private func sureness(
    _ placed: PlacedRows?, _ own: [Int], _ margins: [Double]?, _ placement: (any Placement)?,
    _ segmentation: CustomerSegmentation?, _ rows: [Int]
  ) -> Scoring.Sureness? {
    if let memberships = placed?.memberships {
      return .certainty(own.indices.map { own[$0] > 0 ? memberships[$0, own[$0] - 1] : .nan })
    }
    if let segmentation, let certainty = segmentation.certainty, segmentation.preparation.rows == rows {
      return .certainty(certainty)
    }
    return margins.map { .margin($0, of: placement?.marginInWords ?? "") }
  }

  /// What prepared rows have, by the rows of the table.
  private func spread<Value>(_ values: [Value], _ rows: [Int], _ rowCount: Int) -> [Value?] {
    var result = [Value?](repeating: nil, count: rowCount)
    for (place, row) in rows.enumerated() { result[row] = values[place] }
    return result
  }

  private func drift(of table: Table, _ sizes: [Int], _ context: ComputeContext) throws -> Drift {
    let columns = try fitted.values(
      in: table, isSame: false, origin: origin.inWords, others: fit?.spreads.map(\.otherwise) ?? []
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
