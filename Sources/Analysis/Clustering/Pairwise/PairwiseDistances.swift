/// The Euclidean distances of all pairs of points, condensed: row by row, each pair once.
/// - Complexity: O(n²·d) time, 4·n² bytes.
func pairwiseDistances(of points: Matrix, context: ComputeContext) throws(CancellationError) -> [Double] {
  let n = points.rowCount
  let blocks = PointBlocks(points)
  let d = points.columnCount
  let total = n * (n - 1) / 2
  var failure: CancellationError?
  let distances = [Double](unsafeUninitializedCapacity: total) { buffer, initialized in
    guard total > 0 else { return }
    let slots = DisjointSlots(buffer)
    do throws(CancellationError) {
      try parallelChunks(count: n - 1, chunkSize: rowsPerChunk(n), reportsProgress: true, context: context) { rows, _ in
        blocks.lanes.withUnsafeBufferPointer { lanes in
          points.elements.withUnsafeBufferPointer { elements in
            for i in rows {
              // Invariant: row i takes the elements start + i + 1 ..< start + n, and no other row does.
              let row = slots.base + condensedStart(i, n)
              for block in (i + 1) / 8..<blocks.blockCount {
                var squares = Octet()
                for f in 0..<d {
                  let difference = lanes[block * d + f] - elements[i * d + f]
                  squares += difference * difference
                }
                let distances = squares.squareRoot()
                let j = block * 8
                if j > i && j + 8 <= n {
                  UnsafeMutableRawPointer(row + j).storeBytes(of: distances, as: Octet.self)
                } else {
                  for lane in 0..<8 where j + lane > i && j + lane < n { row[j + lane] = distances[lane] }
                }
              }
            }
          }
        }
      }
      initialized = total
    } catch {
      failure = error
    }
  }
  if let failure { throw failure }
  return distances
}
