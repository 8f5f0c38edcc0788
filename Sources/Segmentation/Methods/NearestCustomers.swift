import Analysis
import Machine

/// Each row to the segment of the customer that is nearest among those the segments were made of, the first of equals; to none where that
/// one is in none.
///
/// What serves while the session has these customers, where a method's segments can have any form and neither a centroid nor a density
/// tells who belongs to them. A model's file holds no customers, and so cannot place others so.
struct NearestCustomers: Placement, Equatable {
  /// n × d, in prepared space.
  let customers: Matrix
  /// The segment of each of them, 0 for none.
  let labels: [Int]
  let inWords = "by the nearest customer"
  let whatHappened = "went to the segment of the customer that is nearest"
  let marginInWords = "the distances to the nearest customers"
  var saved: JSON? { nil }

  /// - Complexity: O(n·m·d) for m rows.
  func place(_ rows: Matrix, context: ComputeContext) throws -> PlacedRows {
    PlacedRows(
      segments: try over(rows, context) { values in
        var best = (place: 0, distance: Double.infinity)
        for place in labels.indices {
          let distance = squaredDistance(values, customers.row(place))
          if distance < best.distance { best = (place, distance) }
        }
        return labels[best.place]
      })
  }

  func margins(of rows: Matrix, in segments: [Int], context: ComputeContext) throws -> [Double]? {
    let nearest = try over(rows, context) { values in
      var distances: [Int: Double] = [:]
      for place in labels.indices {
        let distance = squaredDistance(values, customers.row(place))
        if distance < distances[labels[place], default: .infinity] { distances[labels[place]] = distance }
      }
      return distances
    }
    return zip(nearest, segments).map { distances, own in
      guard own > 0 else { return .nan }
      let next = distances.filter { $0.key > 0 && $0.key != own }.values.min() ?? .infinity
      return Self.margin(own: (distances[own] ?? .infinity).squareRoot(), next: next.squareRoot())
    }
  }

  /// Something of each row, which takes a look at every customer.
  private func over<Value>(_ rows: Matrix, _ context: ComputeContext, _ value: (ArraySlice<Double>) -> Value) throws
    -> [Value]
  {
    // Some milliseconds between two looks for an interrupt.
    let pause = max(1, 1_000_000 / max(1, customers.rowCount * customers.columnCount))
    var found: [Value] = []
    found.reserveCapacity(rows.rowCount)
    for row in 0..<rows.rowCount {
      if row % pause == 0 { try context.checkpoint(Double(row) / Double(rows.rowCount)) }
      found.append(value(rows.row(row)))
    }
    return found
  }

  func isEqual(to other: any Placement) -> Bool { (other as? Self) == self }
}

extension CustomerSegmentation {
  /// How others are placed while its customers are there: as the method does it, else by the nearest customer.
  var placementAmongCustomers: any Placement {
    placement ?? NearestCustomers(customers: preparation.features, labels: labels)
  }
}
