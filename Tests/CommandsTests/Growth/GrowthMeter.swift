import Foundation
import Testing

/// Holds work to how its processor time may grow when what it works on is four times as much.
///
/// Time is that of all threads of the process, so that neither waiting nor other programs count; it belongs into an exit test, whose
/// process does nothing else. What disturbs a measurement makes it longer: the least of several runs counts, and what grew too
/// much is measured again before it is said.
enum GrowthMeter {
  static let factor = 4
  /// Seconds below which a run says nothing.
  private static let floor = 0.000_5

  /// Records an issue where `large` takes more than `limit` times the time of `small`, the same work on a quarter.
  static func judge(_ name: String, limit: Double, small: () throws -> Double, large: () throws -> Double) rethrows {
    var least = (small: Double.infinity, large: Double.infinity)
    for round in 0..<6 {
      for _ in 0..<(round == 0 ? 2 : 1) { least.small = min(least.small, try small()) }
      least.large = min(least.large, try large())
      if least.large <= limit * max(floor, least.small) { return }
    }
    let times = [least.small, least.large].map { String(format: "%.1f ms", 1000 * $0) }
    let growth = String(format: "%.1f", least.large / max(floor, least.small))
    Issue.record(
      "\(name): \(times[0]) become \(times[1]) on \(factor) times as much, \(growth) times; \(limit) are allowed")
  }

  /// The processor seconds of `body`.
  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = processorTime
    try body()
    return processorTime - start
  }

  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
