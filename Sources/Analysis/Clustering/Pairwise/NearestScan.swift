import CVectors
import Machine

/// Finds the nearest cluster to each while rows of condensed distances are being written: a row is looked at when it is done,
/// as long as the cache holds it.
struct NearestScan: Sendable {
  private let elements: DisjointSlots<Double>
  private let starts: [Int]
  private let weights: [Double]

  /// - Parameters:
  ///   - starts: element (i, j), i < j, is at `starts[i] + j`.
  ///   - weights: what elements have to be multiplied by, one factor for each of the two clusters.
  init(_ elements: DisjointSlots<Double>, starts: [Int], weights: [Double]) {
    self.elements = elements
    self.starts = starts
    self.weights = weights
  }

  /// Has all rows written, bands of them in parallel.
  /// - Parameter write: writes the rows of a band one after the other, reports each when it is done, and stops when the
  ///   answer is no.
  /// - Returns: the nearest cluster to each, of tied ones the lowest, and whether there are any.
  func overRows(
    reportsProgress: Bool = false, context: ComputeContext, write: @Sendable (Range<Int>, (Int) -> Bool) -> Void
  ) throws(CancellationError) -> (nearest: [NearestCluster], isTied: [Bool]) {
    let bands = bandStarts(count: weights.count, bands: 16)
    let parts = try parallelMap(
      count: bands.count - 1, chunkSize: 1, reportsProgress: reportsProgress, context: context
    ) { band, _ in
      nearestOfBand(bands[band.lowerBound]..<bands[band.lowerBound + 1], context, write)
    }
    var nearest = [NearestCluster](repeating: .unknown, count: weights.count)
    var isTied = [Bool](repeating: false, count: weights.count)
    // Bands come in the order of rows, so that a tie stays with the lowest.
    for part in parts {
      for i in nearest.indices {
        let found = part.nearest[i]
        if found.distance < nearest[i].distance * (1 - tieTolerance) {
          nearest[i] = found
          isTied[i] = part.isTied[i]
        } else if found.place >= 0, found.distance <= nearest[i].distance * (1 + tieTolerance) {
          isTied[i] = true
        }
      }
    }
    return (nearest, isTied)
  }

  /// The nearest to each cluster by the distances in some rows: a row's own least, and each column's.
  private func nearestOfBand(
    _ rows: Range<Int>, _ context: ComputeContext, _ write: (Range<Int>, (Int) -> Bool) -> Void
  ) -> (nearest: [NearestCluster], isTied: [Bool]) {
    var nearest = [NearestCluster](repeating: .unknown, count: weights.count)
    var isTied = [Bool](repeating: false, count: weights.count)
    // A distance below this replaces the least of a column or ties with it: ties stay with the lowest row.
    var limits = [Double](repeating: .infinity, count: weights.count)
    weights.withUnsafeBufferPointer { weights in
      limits.withUnsafeMutableBufferPointer { limits in
        nearest.withUnsafeMutableBufferPointer { nearest in
          isTied.withUnsafeMutableBufferPointer { isTied in
            let scan = RowScan(weights: weights, limits: limits, nearest: nearest, isTied: isTied)
            write(rows) { i in
              scan.look(atRow: i, elements, start: starts[i])
              return !context.cancelled
            }
          }
        }
      }
    }
    return (nearest, isTied)
  }
}

/// The least for each row and each column of the rows walked over so far.
private struct RowScan {
  let weights: UnsafeBufferPointer<Double>
  let limits: UnsafeMutableBufferPointer<Double>
  let nearest: UnsafeMutableBufferPointer<NearestCluster>
  let isTied: UnsafeMutableBufferPointer<Bool>

  // Invariant: row i's elements are those at start + j for i < j < n; eight from j on are there while j + 8 <= n.
  func look(atRow i: Int, _ elements: DisjointSlots<Double>, start: Int) {
    let n = weights.count
    let row = elements.base + start
    var j = i + 1
    while j + 8 <= n {
      let distances = EightDoubles(at: row + j) * (EightDoubles(at: weights.baseAddress! + j) * weights[i])
      let near = cohort_below_either8(distances, EightDoubles(at: limits.baseAddress! + j), limits[i])
      for lane in LaneSet(near) { compare(i, j + lane, distances[lane]) }
      j += 8
    }
    while j < n {
      compare(i, j, row[j] * (weights[j] * weights[i]))
      j += 1
    }
  }

  @inline(__always)
  private func compare(_ i: Int, _ j: Int, _ distance: Double) {
    if distance < limits[j] { keep(i, for: j, distance) }
    if distance < limits[i] { keep(j, for: i, distance) }
  }

  private func keep(_ place: Int, for cluster: Int, _ distance: Double) {
    guard distance < nearest[cluster].distance * (1 - tieTolerance) else {
      isTied[cluster] = true
      return
    }
    nearest[cluster] = NearestCluster(place: place, distance: distance)
    isTied[cluster] = false
    limits[cluster] = distance * (1 + tieTolerance)
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
