import Foundation

/// What one piece of work took, and what came out.
struct Measurement {
  var seconds: Double
  /// Proof of work: a sum of heights, an inertia, a divergence, a count.
  var merit: Double
  /// Resident memory before the work (with its input) and at its peak, bytes.
  var memoryBefore: Int
  var peakMemory: Int
  /// Parts of the work in the order in which they were done, for a profile.
  var parts: [(name: String, seconds: Double)] = []

  /// Times `work`, whose result is the merit.
  init(_ work: () throws -> Double) rethrows {
    memoryBefore = Self.status("VmRSS")
    let start = ContinuousClock.now
    merit = try work()
    seconds = (ContinuousClock.now - start) / .seconds(1)
    peakMemory = Self.status("VmHWM")
  }

  func line(for name: String) -> String {
    let mebibyte = 1_048_576.0
    let times = parts.map { "\"\($0.name)\": \($0.seconds)" }.joined(separator: ", ")
    return "{\"work\": \"\(name)\", \"seconds\": \(seconds), \"merit\": \(merit), "
      + "\"before_mib\": \(Double(memoryBefore) / mebibyte), \"peak_mib\": \(Double(peakMemory) / mebibyte), "
      + "\"parts\": {\(times)}}"
  }

  /// A line of the kernel's account of this process, bytes.
  private static func status(_ key: String) -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(key + ":") }
    let number = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
    return (number ?? 0) * 1_024
  }
}
