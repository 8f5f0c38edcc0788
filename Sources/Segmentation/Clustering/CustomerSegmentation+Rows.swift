import Analysis

/// Segments of some of the rows that they were made on.
///
/// A segment keeps its number, name and colour while it has a row left; labels are places among those that have one, so that
/// nothing that counts or draws meets an empty segment.
extension CustomerSegmentation {
  /// What a segmentation was before rows were taken from its table.
  public struct Whole: Sendable, Equatable, Codable {
    /// Rows of the table that was segmented.
    public let rowCount: Int
    /// The caption of the segmentation of all of them.
    public let caption: String
    /// The number that segment s had, and has, at `numbers[s - 1]`, rising.
    public let numbers: [Int]
  }

  /// What a segment (1…k) is called by, 1…; 0 for 0. Its own place, unless rows were taken away.
  public func number(of segment: Int) -> Int { segment == 0 ? 0 : whole?.numbers[segment - 1] ?? segment }

  /// The segment (1…k) of a number; nil where no row of it is left.
  public func segment(numbered number: Int) -> Int? {
    if let whole { return whole.numbers.firstIndex(of: number).map { $0 + 1 } }
    return (1...k).contains(number) ? number : nil
  }

  /// The names by number.
  public var namesByNumber: [Int: String] {
    Dictionary(uniqueKeysWithValues: names.map { (number(of: $0.key), $0.value) })
  }

  /// The same segments of the rows of the table that stay; nil where none of these is in a segment.
  ///
  /// Labels, names, colours, centroids, certainty and memberships stay as they were found on all rows. The tree, scores and silhouettes,
  /// which are of all rows together, are gone.
  /// - Parameters:
  ///   - rows: of the table that it belongs to, in their new order.
  ///   - restriction: how they were chosen, for the caption.
  /// - Complexity: O(n·d).
  public func keeping(rows: [Int], restriction: String?) -> CustomerSegmentation? {
    var newRow = [Int?](repeating: nil, count: self.preparation.tableRowCount)
    for (new, old) in rows.enumerated() { newRow[old] = new }
    let places = self.preparation.rows.indices.filter { newRow[self.preparation.rows[$0]] != nil }
    var sizes = [Int](repeating: 0, count: k)
    for place in places where labels[place] > 0 { sizes[labels[place] - 1] += 1 }
    let left = (1...k).filter { sizes[$0 - 1] > 0 }
    guard !left.isEmpty else { return nil }
    let whole = Whole(
      rowCount: self.whole?.rowCount ?? self.preparation.tableRowCount, caption: self.whole?.caption ?? caption,
      numbers: left.map(number))
    let preparation = self.preparation.keeping(
      places, rows: places.compactMap { newRow[self.preparation.rows[$0]] }, of: rows.count, restriction: restriction)
    return CustomerSegmentation(
      self, places: places, segments: left, sizes: left.map { sizes[$0 - 1] }, preparation, whole, restriction)
  }

  private init(
    _ all: CustomerSegmentation, places: [Int], segments: [Int], sizes: [Int], _ preparation: Preparation,
    _ whole: Whole, _ restriction: String?
  ) {
    var segmentOf = [Int](repeating: 0, count: all.k + 1)
    for (index, segment) in segments.enumerated() { segmentOf[segment] = index + 1 }
    self.preparation = preparation
    options = all.options
    labels = places.map { segmentOf[all.labels[$0]] }
    k = segments.count
    self.sizes = sizes
    dendrogram = nil
    splitTie = false
    centroids = all.centroids.selecting(rows: segments.map { $0 - 1 })
    scores = Scores(silhouette: nil, calinskiHarabasz: nil, daviesBouldin: nil)
    certainty = all.certainty.map { certainty in places.map { certainty[$0] } }
    memberships = all.memberships?.selecting(rows: places).selecting(columns: segments.map { $0 - 1 })
    ownMeasures = []
    placement = all.options.method.placesByCentroids ? NearestCentroids(centroids) : nil
    silhouetteValues = nil
    silhouetteNeighbours = nil
    silhouetteSample = nil
    choice = nil
    names = Dictionary(
      uniqueKeysWithValues: segments.enumerated().compactMap { index, old in all.names[old].map { (index + 1, $0) } })
    colours = segments.map { all.colours[$0 - 1] }
    notes = []
    let made = "the segments were made on \(count(whole.rowCount, "row"))"
    caption = [whole.caption, made, restriction].compactMap { $0 }.joined(separator: " · ")
    self.whole = whole
  }
}

extension Preparation {
  /// The features of some prepared rows, as they were fitted to all.
  /// - Parameters:
  ///   - places: among the prepared rows.
  ///   - rows: the row of the smaller table behind each of them.
  fileprivate func keeping(
    _ places: [Int], rows: [Int], of tableRowCount: Int, restriction: String?
  ) -> Preparation {
    let left = tableRowCount - rows.count
    let reason = dropped.count == 1 ? dropped[0].reason : "that the recipe leaves out"
    return Preparation(
      features: features.selecting(rows: places), featureNames: featureNames, rows: rows, tableRowCount: tableRowCount,
      dropped: left > 0 ? [DroppedRows(reason: reason, count: left)] : [], fitted: fitted, notes: [],
      caption: [caption, restriction].compactMap { $0 }.joined(separator: " · "))
  }
}
