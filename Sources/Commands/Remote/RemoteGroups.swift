import CommandLanguage
import CommandSession
import Graphics
import Machine
import Remote
import Segmentation
import Tables
import Warehouse

/// Groups of rows of a table that stays in its database, each with columns that can be asked.
struct RemoteGroups {
  let by: String
  let keys: [SegmentKey]
  let caption: String
  private let everyone: RemoteTable
  private let groups: [RemoteTable]

  /// By the segments, or the values of a column; `segment` is a column only while there are no segments.
  /// - Parameter drawn: places of the columns that will be asked.
  /// - Throws: how to make segments where there are none, or what is wrong with the column.
  init(
    by reference: Reference, drawn: [Int], in session: Session, _ engine: any Warehouse, context: ComputeContext
  ) throws {
    let work = try Self.work(session)
    if reference.name.lowercased() == "segment",
      work.fit != nil || (try? work.table.look.column(reference.name)) == nil
    {
      let fit = try work.fit(for: "by=segment")
      self.init(
        by: "segment", keys: (1...fit.k).map { SegmentKey($0, of: fit) }, caption: fit.caption, everyone: work.table,
        groups: try fit.groups((1...fit.k).map { [$0] }, of: work.table, columns: drawn, engine))
      return
    }
    let place = try session.index(of: reference)
    let values = try Self.values(of: place, at: reference, in: work.table, engine, context)
    let column = work.table.columns[place]
    let (everyone, groups) = work.table.groups(by: place, values, engine)
    let missing = work.table.rowCount - everyone.rowCount
    self.init(
      by: column.name, keys: ColumnGroups.keys(values.map { ($0.value, $0.count) }, of: column),
      caption: [
        "\(count(work.table.rowCount, "row")) of \(work.table.name) by \(column.name)", work.conditionsInWords,
        missing > 0 ? "\(NumberText.count(missing)) without one left out" : nil,
      ].compactMap { $0 }.joined(separator: " · "), everyone: everyone, groups: groups)
  }

  /// One segment, and all others in a second group.
  /// - Throws: as `by=segment`, and for a segment that is not there.
  init(apart reference: Reference, drawn: [Int], in session: Session, _ engine: any Warehouse) throws {
    let work = try Self.work(session)
    let fit = try work.fit(for: "segment=")
    let segment = try fit.segment(reference)
    let others = (1...fit.k).filter { $0 != segment }
    guard !others.isEmpty else { throw Hist.onlySegment(fit.title(of: segment)) }
    let key = SegmentKey(segment, of: fit)
    self.init(
      by: "segment",
      keys: [key, .allOthers(size: fit.rowCount - key.size, share: 1 - key.share)], caption: fit.caption,
      everyone: work.table, groups: try fit.groups([[segment], others], of: work.table, columns: drawn, engine))
  }

  private init(by: String, keys: [SegmentKey], caption: String, everyone: RemoteTable, groups: [RemoteTable]) {
    (self.by, self.keys, self.caption) = (by, keys, caption)
    (self.everyone, self.groups) = (everyone, groups)
  }

  private static func work(_ session: Session) throws(Mistake) -> RemoteWork {
    guard let work = session.remote?.value else { throw Mistake(.missingStage(.table)) }
    return work
  }

  /// The values that make groups, in the order of their panels.
  private static func values(
    of place: Int, at reference: Reference, in table: RemoteTable, _ engine: any Warehouse, _ context: ComputeContext
  ) throws -> [ValueCount] {
    let column = table.columns[place]
    func refusal(_ name: String, _ message: String, _ remedy: String) -> Mistake {
      Mistake(.refused(name: name, message: message, remedy: remedy), at: .range(reference.range))
    }
    guard column.dates == nil else {
      throw refusal(
        "NoGroups", AgreementError.notLabels(column: column.name, type: column.values.typeName).message,
        "Rows are grouped by segment, text, yes or no, or numbers of few values")
    }
    let asked = try RemoteColumn.columns([place], of: table, engine, context: context)[0]
    let different = try asked.distinctCount()
    guard different <= Labelling.mostNumbers else {
      throw refusal(
        "NoGroups",
        "\(column.name) has \(NumberText.count(different)) different values, and in a database groups are of "
          + "\(Labelling.mostNumbers) at most",
        column.numbers == nil ? "%filter leaves some; %sample 50000 brings rows here" : "%filter leaves some")
    }
    guard different > 0 else {
      throw refusal("NoValues", "\(column.name) has no values to group by", "Choose another column")
    }
    let counts = try asked.valueCounts()
    // Numbers, and no before yes, have an order of their own.
    return switch column.values {
    case .text: counts.sorted { ($1.count, $0.value) < ($0.count, $1.value) }
    case .numbers: counts.sorted { Double($0.value) ?? .nan < Double($1.value) ?? .nan }
    default: counts
    }
  }

  /// Columns of all groups, ready to be asked.
  /// - Parameter drawn: places of columns, among those that the groups were made with.
  /// - Returns: for each of them its groups.
  func columns(
    _ drawn: [Int], _ engine: any Warehouse, context: ComputeContext
  ) throws -> [GroupedColumn<RemoteColumn>] {
    var asked: [[RemoteColumn]] = []
    for (index, table) in ([everyone] + groups).enumerated() {
      try context.checkpoint(Double(index) / Double(groups.count + 1))
      var columns: [RemoteColumn] = []
      for column in try RemoteColumn.columns(drawn, of: table, engine, context: context) {
        columns.append(try column.counted())
      }
      asked.append(columns)
    }
    return drawn.indices.map { place in
      GroupedColumn(
        by: by, keys: keys, caption: place == drawn.count - 1 ? caption : "", everyone: asked[0][place],
        groups: asked.dropFirst().map { $0[place] })
    }
  }
}

extension SegmentKey {
  init(_ segment: Int, of fit: RemoteFit) {
    self.init(
      number: segment, name: fit.names[segment] ?? "", size: fit.sizes[segment - 1], share: fit.share(of: segment))
  }
}

extension RemoteFit {
  /// The segment that the user wrote, by its number or its name.
  /// - Throws: `unknownSegment` at its place.
  func segment(_ reference: Reference) throws(Mistake) -> Int {
    if let number = Int(reference.name), (1...k).contains(number) { return number }
    let named = names.filter { $0.value.lowercased() == reference.name.lowercased() }.keys.min()
    if let named { return named }
    if let number = reference.segmentNumber, (1...k).contains(number) { return number }
    let valid = (1...k).map { names[$0] ?? String($0) }
    let nearest = reference.segmentNumber == nil ? nearestNames(to: reference.name, among: valid) : []
    throw Mistake(
      .unknownSegment(reference.name, nearest: nearest.map(Quoting.item), valid: valid.map(Quoting.item)),
      at: .range(reference.range))
  }
}
