import Foundation

/// What the machine can do at most: a plain loop over vectors that never leaves the registers, and one over memory.
///
/// Multiplications and additions are counted, not fused multiply-adds: results may not depend on whether a processor contracts
/// two roundings into one, so fused operations are no ceiling for what is measured against it.
enum Peak {
  /// Operations on doubles a second of `threads` threads: as many multiplications as additions.
  static func arithmetic(threads: Int) -> Double {
    let rounds = 20_000_000
    let seconds = fastest(of: 5) {
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        var lanes = Lanes(Double(thread))
        let (factor, summand) = (Lanes.Vector(repeating: 0.999_999), Lanes.Vector(repeating: 1e-6))
        for _ in 0..<rounds { lanes.step(factor, summand) }
        consume(lanes.sum)
      }
    }
    return Double(threads * rounds * Lanes.operationsOfStep) / seconds
  }

  /// Bytes a second that `threads` threads move, read and written, in memory that no cache holds.
  static func copying(threads: Int) -> Double {
    let count = 16_777_216
    let source = [Double](repeating: 1, count: count)
    var target = [Double](repeating: 0, count: count)
    let seconds = target.withUnsafeMutableBufferPointer { buffer in
      // Each thread writes a part of its own; the buffer outlives `concurrentPerform`.
      nonisolated(unsafe) let target = buffer
      return fastest(of: 5) {
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
          for i in count * thread / threads..<count * (thread + 1) / threads { target[i] = source[i] }
        }
      }
    }
    consume(target[count / 2])
    return Double(2 * count * MemoryLayout<Double>.stride) / seconds
  }

  private static func fastest(of runs: Int, _ work: () -> Void) -> Double {
    (0..<runs).map { _ in
      let start = ContinuousClock.now
      work()
      return (ContinuousClock.now - start) / .seconds(1)
    }.min() ?? .infinity
  }

  /// Keeps a compiler from leaving out the work that led to `value`.
  @inline(never)
  private static func consume(_ value: Double) {
    if value == 42.424_242 { print("") }
  }
}

/// As many chains of dependent operations as hide the latency of one; they fit into sixteen registers.
private struct Lanes {
  typealias Vector = SIMD8<Double>
  #if PROCESSOR_X86_64_V4
    static let chains = 12
  #else
    // A vector of eight doubles takes two or four registers here.
    static let chains = 6
  #endif
  static let operationsOfStep = 2 * chains * Vector.scalarCount

  private var (a, b, c, d, e, f) = (Vector(), Vector(), Vector(), Vector(), Vector(), Vector())
  private var (g, h, i, j, k, l) = (Vector(), Vector(), Vector(), Vector(), Vector(), Vector())

  init(_ start: Double) {
    (a, b, c) = (Vector(repeating: start), Vector(repeating: start + 1), Vector(repeating: start + 2))
    (d, e, f) = (Vector(repeating: start + 3), Vector(repeating: start + 4), Vector(repeating: start + 5))
    (g, h, i) = (a + 0.5, b + 0.5, c + 0.5)
    (j, k, l) = (d + 0.5, e + 0.5, f + 0.5)
  }

  @inline(__always)
  mutating func step(_ factor: Vector, _ summand: Vector) {
    a = a * factor + summand
    b = b * factor + summand
    c = c * factor + summand
    d = d * factor + summand
    e = e * factor + summand
    f = f * factor + summand
    #if PROCESSOR_X86_64_V4
      g = g * factor + summand
      h = h * factor + summand
      i = i * factor + summand
      j = j * factor + summand
      k = k * factor + summand
      l = l * factor + summand
    #endif
  }

  var sum: Double { ((a + b) + (c + d) + (e + f) + (g + h) + (i + j) + (k + l)).sum() }
}
