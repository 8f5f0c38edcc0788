import Foundation

/// Many inputs, one after the other: as many as a test has time for, or as `make soak` asks for.
public struct Inputs: Sendable {
  private let name: String
  private let maker: InputMaker
  private let count: Int

  /// - Parameters:
  ///   - name: what a soak calls them.
  ///   - count: in tests; COHORT_SOAK times as many in a soak.
  public init(_ name: String, _ maker: InputMaker, count: Int) {
    (self.name, self.maker) = (name, maker)
    self.count = count * Self.times
  }

  private static let times = ProcessInfo.processInfo.environment["COHORT_SOAK"].flatMap { Int($0) } ?? 1
  private static let notes = ProcessInfo.processInfo.environment["COHORT_SOAK_NOTES"]

  /// Hands each input over with its seed.
  ///
  /// In a soak the seed stands in a file beforehand, so that it is known what ended the process or has no end; and what took longest is said.
  public func each(_ body: ([UInt8], UInt64) throws -> Void) rethrows {
    let note = Self.notes.map { Note("\($0)/\(name)") }
    let clock = ContinuousClock()
    var longest: (seed: UInt64, time: Duration) = (0, .zero)
    for seed in 0..<UInt64(count) {
      note?.write(seed)
      let start = clock.now
      try body(maker.input(seed), seed)
      let time = clock.now - start
      if time > longest.time { longest = (seed, time) }
    }
    guard note != nil else { return }
    print("soak: \(name): \(count) inputs; the slowest, seed \(longest.seed), took \(longest.time)")
  }
}

/// A number in a file, written over again and again.
private final class Note {
  private let file: UnsafeMutablePointer<FILE>?

  init(_ path: String) { file = fopen(path, "w") }

  func write(_ seed: UInt64) {
    guard let file else { return }
    rewind(file)
    fputs("\(seed)\n", file)
    fflush(file)
  }

  deinit { if let file { fclose(file) } }
}
