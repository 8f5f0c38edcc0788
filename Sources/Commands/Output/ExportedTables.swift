import Analysis
import Segmentation
import Tables

/// The columns of `%export segments`: a row for each row of the table.
struct SegmentsFile {
  let table: Table

  /// - Throws: what is missing or stale; `CancellationError`, asked for between passes over all rows.
  init(_ session: Session, _ compute: ComputeContext) throws {
    let source = try session.table()
    let segmentation = try session.segmentation()
    let preparation = segmentation.preparation
    let toCentroid = segmentation.distancesToCentroids()
    try compute.checkCancellation()
    var segments = [Double](repeating: .nan, count: source.rowCount)
    var names = [String?](repeating: nil, count: source.rowCount)
    var distances = [Double](repeating: .nan, count: source.rowCount)
    for (index, row) in preparation.rows.enumerated() {
      let segment = segmentation.labels[index]
      segments[row] = Double(segment)
      names[row] = segmentation.names[segment]
      distances[row] = toCentroid[index]
    }
    try compute.checkCancellation()
    let name = Column(name: "name", text: names)
    try compute.checkCancellation()
    table = try Table(
      name: "segments",
      columns: [
        source.identifierColumnForExport, Column(name: "segment", numbers: segments), name,
        Column(name: "distance", numbers: distances),
      ])
  }
}

/// The columns of `%export embedding`: a row for each customer on the map.
struct EmbeddingFile {
  let table: Table

  init(_ session: Session) throws {
    let source = try session.table()
    let map = try session.map()
    let rows = try session.features().rows
    // A map may well be made before there are segments; then the column is empty.
    let labels = session.currentSegmentation?.labels
    let segments = labels.map { $0.map(Double.init) } ?? [Double](repeating: .nan, count: rows.count)
    table = try Table(
      name: "embedding",
      columns: [
        source.identifierColumnForExport.selecting(rows: rows), Column(name: "x", numbers: map.embedding.x),
        Column(name: "y", numbers: map.embedding.y), Column(name: "segment", numbers: segments),
      ])
  }
}

extension Table {
  /// The identifier, or the row's number where the table has none.
  fileprivate var identifierColumnForExport: Column {
    if let identifier { return columns[identifier] }
    return Column(name: "row", numbers: (0..<rowCount).map { Double($0 + 1) })
  }
}
