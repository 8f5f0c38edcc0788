import Analysis
import Tables

// MARK: Other segmentations

extension Labelling {
  /// Another segmentation of the same table.
  /// - Parameter word: what tells its segments from the others: `previous`.
  public init(_ segmentation: CustomerSegmentation, word: String) {
    self.init(
      name: "the \(word) segmentation",
      groups: (1...segmentation.k).map { number in
        "\(word) \(segmentation.number(of: number))" + (segmentation.names[number].map { " \($0)" } ?? "")
      },
      groupOfRow: segmentation.segmentsByTableRow().map { $0.map { $0 - 1 } }, isSegmentation: true,
      origin: "the \(word) one: \(segmentation.caption)")
  }

  /// The segments that another method makes of the same features: as many as there are, where it can be told.
  /// - Throws: `SegmentationError` as `CustomerSegmentation.make` does.
  /// - Complexity: that of the method; nothing is scored.
  public init(
    _ segmentation: CustomerSegmentation, otherwise options: ClusterOptions, context: ComputeContext = .plain
  ) throws(SegmentationError) {
    var options = options
    options.k = .fixed(segmentation.k)
    let preparation = segmentation.preparation
    let numbering: SegmentNumbering
    do {
      let fitted = try FittedRows(preparation.features, options: options, context: context.part(0...0.5))
      numbering = SegmentNumbering(try fitted.into(segmentation.k, context: context.part(0.5...1)).clusters)
    } catch {
      throw SegmentationError(error)
    }
    var groupOfRow = [Int?](repeating: nil, count: preparation.tableRowCount)
    for (i, row) in preparation.rows.enumerated() where numbering.labels[i] > 0 {
      groupOfRow[row] = numbering.labels[i] - 1
    }
    let method = options.method
    self.init(
      name: method.noun, groups: numbering.sizes.indices.map { "\(method.title) \($0 + 1)" }, groupOfRow: groupOfRow,
      isSegmentation: true,
      origin: options.methodInWords)
  }

  /// The segments of a file such as `%export segments` writes, found by identifier.
  /// - Parameters:
  ///   - file: a table with the identifier's column and one called `segment`; a `name` is taken along.
  ///   - name: what the file is called.
  ///   - table: the table whose rows are looked up.
  /// - Throws: `AgreementError.noIdentifier`, `.noSegment`, `.twice`.
  public init(file: Table, named name: String, for table: Table) throws(AgreementError) {
    let wanted = table.identifier.map { table.columns[$0].name } ?? "row"
    guard let identifier = try? file.column(wanted) else { throw .noIdentifier(file: name, column: wanted) }
    guard let segment = try? file.column("segment") else { throw .noSegment(file: name) }
    let segmentName = try? file.column("name")
    var rowOf: [String: Int] = [:]
    for row in 0..<table.rowCount { rowOf[table.identifierText(row: row)] = row }
    var groups: [String: (code: Int, row: Int)] = [:]
    var names: [String] = []
    var groupOfRow = [Int?](repeating: nil, count: table.rowCount)
    var isFound = [Bool](repeating: false, count: table.rowCount)
    var strangers: [String] = []
    for line in 0..<file.rowCount {
      guard let text = identifier.text(at: line) else { continue }
      guard let row = rowOf[text] else {
        strangers.append(text)
        continue
      }
      guard !isFound[row] else { throw .twice(file: name, identifier: text) }
      isFound[row] = true
      guard let number = segment.text(at: line) else { continue }
      let group = "file \(number)" + (segmentName?.text(at: line).map { " \($0)" } ?? "")
      if groups[group] == nil {
        groups[group] = (names.count, row)
        names.append(group)
      }
      groupOfRow[row] = groups[group]?.code
    }
    var notes: [String] = []
    if !strangers.isEmpty {
      notes.append(
        "\(count(strangers.count, "identifier")) of \(name) \(strangers.count == 1 ? "is" : "are") not in "
          + "\(table.name): \(list(strangers, limit: 4))")
    }
    let absent = isFound.indices.filter { !isFound[$0] }
    if !absent.isEmpty {
      notes.append(
        "\(count(absent.count, "customer")) of \(table.name) \(absent.count == 1 ? "is" : "are") not in \(name): "
          + list(absent.prefix(4).map { table.identifierText(row: $0) }) + (absent.count > 4 ? " and others" : ""))
    }
    self.init(
      name: name, groups: names, groupOfRow: groupOfRow, isSegmentation: true, origin: "the segments of \(name)",
      notes: notes)
  }
}
