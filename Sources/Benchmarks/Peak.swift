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

/// As many chains of dependent operations as hide the latency of one and fit into the registers.
private struct Lanes {
  typealias Vector = SIMD8<Double>
  private var first: SixChains
  #if PROCESSOR_X86_64_V4
    private var second: SixChains
    static let operationsOfStep = 2 * SixChains.operationsOfStep
  #else
    // A vector of eight doubles takes two or four registers here.
    static let operationsOfStep = SixChains.operationsOfStep
  #endif

  init(_ start: Double) {
    first = SixChains(start)
    #if PROCESSOR_X86_64_V4
      second = SixChains(start + 0.5)
    #endif
  }

  @inline(__always)
  mutating func step(_ factor: Vector, _ summand: Vector) {
    first.step(factor, summand)
    #if PROCESSOR_X86_64_V4
      second.step(factor, summand)
    #endif
  }

  var sum: Double {
    #if PROCESSOR_X86_64_V4
      (first.sum + second.sum).sum()
    #else
      first.sum.sum()
    #endif
  }
}

private struct SixChains {
  typealias Vector = Lanes.Vector
  static let operationsOfStep = 2 * 6 * Vector.scalarCount

  private var (a, b, c) = (Vector(), Vector(), Vector())
  private var (d, e, f) = (Vector(), Vector(), Vector())

  init(_ start: Double) {
    (a, b, c) = (Vector(repeating: start), Vector(repeating: start + 1), Vector(repeating: start + 2))
    (d, e, f) = (a + 3, b + 3, c + 3)
  }

  @inline(__always)
  mutating func step(_ factor: Vector, _ summand: Vector) {
    a = a * factor + summand
    b = b * factor + summand
    c = c * factor + summand
    d = d * factor + summand
    e = e * factor + summand
    f = f * factor + summand
  }

  var sum: Vector { (a + b) + (c + d) + (e + f) }
}
