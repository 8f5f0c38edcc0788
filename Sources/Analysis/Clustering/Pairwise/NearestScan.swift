extension CondensedDistances {
  /// The nearest cluster to each, in one pass over all distances; of tied ones the lowest.
  func nearestOfAll(context: ComputeContext) throws(CancellationError) -> [NearestCluster] {
    // Rows are cut into bands of about equal numbers of elements; each band keeps the least of every column.
    let bands = bandStarts(count: count, bands: 16)
    let parts = try parallelMap(count: bands.count - 1, chunkSize: 1, context: context) { range, _ in
      scan(rows: bands[range.lowerBound]..<bands[range.lowerBound + 1], context)
    }
    var nearest = [NearestCluster](repeating: .unknown, count: count)
    // Bands come in the order of rows, so that a tie stays with the lowest.
    for part in parts {
      for i in nearest.indices where part[i].distance < nearest[i].distance * (1 - tieTolerance) {
        nearest[i] = part[i]
      }
    }
    return nearest
  }

  /// The nearest to each cluster by the distances in some rows: a row's own least, and each column's.
  private func scan(rows: Range<Int>, _ context: ComputeContext) -> [NearestCluster] {
    var nearest = [NearestCluster](repeating: .unknown, count: count)
    // A distance has to fall below this to replace the least of a column: ties stay with the lowest row.
    var limits = [Double](repeating: .infinity, count: count)
    elements.withUnsafeBufferPointer { elements in
      weights.withUnsafeBufferPointer { weights in
        limits.withUnsafeMutableBufferPointer { limits in
          nearest.withUnsafeMutableBufferPointer { nearest in
            var scan = RowScan(elements: elements, weights: weights, limits: limits, nearest: nearest)
            for i in rows {
              if context.cancelled { return }
              scan.look(atRow: i)
            }
          }
        }
      }
    }
    return nearest
  }

  /// The nearest to cluster i among `others` (rising); of tied ones the lowest.
  func nearest(to i: Int, among others: [Int]) -> NearestCluster {
    var nearest = NearestCluster.unknown
    var limit = Double.infinity
    elements.withUnsafeBufferPointer { elements in
      for j in others where j != i {
        let distance = elements[start(min(i, j)) + max(i, j)] * (weights[i] * weights[j])
        if distance < limit {
          nearest = NearestCluster(place: j, distance: distance)
          limit = distance * (1 - tieTolerance)
        }
      }
    }
    return nearest
  }
}

/// A walk over rows of condensed distances that keeps the least for each row and each column.
private struct RowScan {
  let elements: UnsafeBufferPointer<Double>
  let weights: UnsafeBufferPointer<Double>
  let limits: UnsafeMutableBufferPointer<Double>
  let nearest: UnsafeMutableBufferPointer<NearestCluster>

  // Invariant: row i's elements are those at start + j for i < j < n; eight from j on are there while j + 8 <= n.
  mutating func look(atRow i: Int) {
    let n = weights.count
    let row = condensedStart(i, n)
    var j = i + 1
    while j + 8 <= n {
      let distances = elements.lanes(at: row + j) * (weights.lanes(at: j) * weights[i])
      if any((distances .< UnsafeBufferPointer(limits).lanes(at: j)) .| (distances .< limits[i])) {
        for lane in 0..<8 { compare(i, j + lane, distances[lane]) }
      }
      j += 8
    }
    while j < n {
      compare(i, j, elements[row + j] * (weights[j] * weights[i]))
      j += 1
    }
  }

  @inline(__always)
  private mutating func compare(_ i: Int, _ j: Int, _ distance: Double) {
    if distance < limits[j] { keep(i, for: j, distance) }
    if distance < limits[i] { keep(j, for: i, distance) }
  }

  private mutating func keep(_ place: Int, for cluster: Int, _ distance: Double) {
    nearest[cluster] = NearestCluster(place: place, distance: distance)
    limits[cluster] = distance * (1 - tieTolerance)
  }
}

/// Rows 0, …, n cut into bands that hold about as many elements each.
private func bandStarts(count: Int, bands: Int) -> [Int] {
  var starts = [0]
  for band in 1..<bands {
    // Rows up to r hold 1 − (1 − r/n)² of all elements.
    let share = 1 - (1 - Double(band) / Double(bands)).squareRoot()
    let row = Int(share * Double(count))
    if row > starts[starts.count - 1] { starts.append(row) }
  }
  if count > starts[starts.count - 1] { starts.append(count) }
  return starts
}

extension UnsafeBufferPointer<Double> {
  /// Eight elements from `index` on.
  @inline(__always)
  fileprivate func lanes(at index: Int) -> Octet {
    assert(index >= 0 && index + 8 <= count)
    return UnsafeRawPointer(baseAddress! + index).loadUnaligned(as: Octet.self)
  }
}
