import Analysis
import Tables

/// How the customers that a model was made of lie in its segments and features: what new ones are held against.
package struct FitReference: Sendable, Equatable, Codable {
  /// How many of them the method's way of placing others puts into each segment; nil where it has none.
  package let placed: [Int]?
  /// How many of them it puts into another segment than their own.
  package let elsewhere: Int
  /// The largest distance of a member to the centroid of its segment, in prepared space, by segment.
  package let farthest: [Double]
  /// For each transform, over all rows of the table.
  package let spreads: [FeatureSpread]

  package init(placed: [Int]?, elsewhere: Int, farthest: [Double], spreads: [FeatureSpread]) {
    (self.placed, self.elsewhere, self.farthest, self.spreads) = (placed, elsewhere, farthest, spreads)
  }
}

extension FitReference {
  /// - Parameter table: the one that the segmentation was made from.
  /// - Throws: `ModelError` where it is another; `CancellationError`.
  /// - Complexity: O(n·d·(k + log n)).
  init(of segmentation: CustomerSegmentation, table: Table, context: ComputeContext) throws {
    let features = segmentation.preparation.features
    var farthest = [Double](repeating: 0, count: segmentation.k)
    for (distance, segment) in zip(segmentation.distancesToCentroids(), segmentation.labels) where segment > 0 {
      farthest[segment - 1] = max(farthest[segment - 1], distance)
    }
    self.farthest = farthest
    let found = try segmentation.placement?.place(features, context: context.part(0...0.5)).segments
    placed = found.map { segments in
      var sizes = [Int](repeating: 0, count: segmentation.k)
      for segment in segments { sizes[segment - 1] += 1 }
      return sizes
    }
    elsewhere = found.map { zip($0, segmentation.labels).count { $0 != $1 } } ?? 0
    let fitted = segmentation.preparation.fitted
    let read = try fitted.values(in: table, isSame: true, origin: table.name)
    var spreads: [FeatureSpread] = []
    for (index, transform) in fitted.transforms.enumerated() {
      let share = Double(index) / Double(fitted.transforms.count)
      try context.checkpoint(0.5 + 0.5 * share)
      var spread = try FeatureSpread(of: read.columns[index], context: context)
      if let category = transform.category {
        spread.otherwise = try table.column(transform.column).other(than: category)
      }
      spreads.append(spread)
    }
    self.spreads = spreads
  }
}

extension Column {
  /// The second value of a text column of two.
  fileprivate func other(than category: String) -> String? {
    guard case .text(let text) = values, text.categories.count == 2 else { return nil }
    return text.categories.indices.map { text.categories[$0] }.first { $0 != category }
  }
}

// MARK: In a model's file

extension FitReference {
  var json: JSON {
    .object([
      ("placed", placed.map { .array($0.map { .integer($0) }) } ?? .null), ("elsewhere", .integer(elsewhere)),
      ("farthest", .numbers(farthest)),
      (
        "features",
        .array(
          spreads.map { spread in
            .object([
              ("edges", .numbers(spread.edges)), ("counts", .array(spread.counts.map { .integer($0) })),
              ("missing", .integer(spread.missing)), ("otherwise", .text(spread.otherwise)),
            ])
          })
      ),
    ])
  }

  init(_ field: ModelField) throws(ModelError) {
    placed = try field("placed").present.map { field throws(ModelError) in try field.counts() }
    elsewhere = try field("elsewhere").integer(in: 0...Int.max)
    farthest = try field("farthest").numbers()
    spreads = try field("features").list { field throws(ModelError) in
      FeatureSpread(
        edges: try field("edges").list { field throws(ModelError) in try field.number() },
        counts: try field("counts").counts(), missing: try field("missing").integer(in: 0...SavedModel.mostRows),
        otherwise: try field("otherwise").present?.text())
    }
  }

  /// What its parts say of each other, and of the model.
  func check(k: Int, transforms: Int) throws(ModelError) {
    guard farthest.count == k, placed.map({ $0.count == k }) ?? true else {
      throw .inconsistent("what it says of the fit is not of \(count(k, "segment"))")
    }
    guard spreads.count == transforms else {
      throw .inconsistent("what it says of the fit is not of \(count(transforms, "feature"))")
    }
    for spread in spreads {
      let isRising = zip(spread.edges, spread.edges.dropFirst()).allSatisfy { $0 < $1 }
      guard isRising, spread.counts.count == spread.edges.count + 1 else {
        throw .inconsistent("the classes of a feature do not follow each other")
      }
    }
  }
}

extension ModelField {
  /// Whole numbers from 0 on, of rows.
  fileprivate func counts() throws(ModelError) -> [Int] {
    try list { field throws(ModelError) in try field.integer(in: 0...SavedModel.mostRows) }
  }
}
