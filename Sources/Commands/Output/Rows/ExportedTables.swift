import Analysis
import CommandSession
import Segmentation
import Tables

/// The columns of `%export segments`: a row for each row of the table; `certainty` where the method is not sure of all, `silhouette`
/// where it was measured for all.
struct SegmentsFile {
  let table: Table

  /// - Throws: what is missing or stale; `CancellationError`, asked for between passes over all rows.
  init(_ session: Session, _ compute: ComputeContext) throws {
    let source = try session.table()
    let segmentation = try session.segmentation()
    let preparation = segmentation.preparation
    let toCentroid = segmentation.distancesToCentroids()
    try compute.checkCancellation()
    let measured = segmentation.silhouetteSample == nil ? segmentation.silhouetteValues : nil
    var segments = [Double](repeating: .nan, count: source.rowCount)
    var names = [String?](repeating: nil, count: source.rowCount)
    var distances = [Double](repeating: .nan, count: source.rowCount)
    var certainties = [Double](repeating: .nan, count: source.rowCount)
    var silhouettes = [Double](repeating: .nan, count: source.rowCount)
    for (index, row) in preparation.rows.enumerated() {
      let segment = segmentation.labels[index]
      segments[row] = Double(segmentation.number(of: segment))
      names[row] = segmentation.names[segment]
      distances[row] = toCentroid[index]
      if let certainty = segmentation.certainty { certainties[row] = certainty[index] }
      if let values = measured { silhouettes[row] = values[index] }
    }
    try compute.checkCancellation()
    let name = Column(name: "name", text: names)
    try compute.checkCancellation()
    table = try Table(
      name: "segments",
      columns: [
        source.identifierColumnForExport, Column(name: "segment", numbers: segments), name,
        Column(name: "distance", numbers: distances),
      ] + (segmentation.certainty == nil ? [] : [Column(name: "certainty", numbers: certainties)])
        + (measured == nil ? [] : [Column(name: "silhouette", numbers: silhouettes)]))
  }
}

/// The columns of `%export embedding`: a row for each customer on the map, in the table's order.
struct EmbeddingFile {
  let table: Table

  init(_ session: Session) throws {
    let source = try session.table()
    let map = try session.map()
    let prepared = try session.features().rows
    let order = prepared.indices.sorted { prepared[$0] < prepared[$1] }
    // A map may well be made before there are segments; then the column is empty.
    let segmentation = session.currentSegmentation
    let labels = segmentation?.labelsByTableRow()
    let segments = order.map { place -> Double in
      guard let segmentation, let label = labels?[prepared[place]] else { return .nan }
      return Double(segmentation.number(of: label))
    }
    table = try Table(
      name: "embedding",
      columns: [
        source.identifierColumnForExport.selecting(rows: order.map { prepared[$0] }),
        Column(name: "x", numbers: order.map { map.embedding.x[$0] }),
        Column(name: "y", numbers: order.map { map.embedding.y[$0] }), Column(name: "segment", numbers: segments),
      ])
  }
}

extension Table {
  /// The identifier, or the row's number where the table has none.
  var identifierColumnForExport: Column {
    if let identifier { return columns[identifier] }
    return Column(name: "row", numbers: (0..<rowCount).map { Double($0 + 1) })
  }
}
