import Foundation

/// The memory that can still be taken without the machine starting to swap, in bytes; nil where that cannot be known.
///
/// On Linux the smaller of what the kernel calls available and what is left of the control group's limit.
func availableMemory() -> Int? {
  var amounts: [Int] = []
  if let line = lines(of: "/proc/meminfo").first(where: { $0.hasPrefix("MemAvailable:") }),
    let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
  {
    amounts.append(kibibytes * 1024)
  }
  let groups = [
    ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
    ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
  ]
  for (limit, usage) in groups {
    // "max" where there is no limit.
    if let limit = lines(of: limit).first.flatMap({ Int($0) }), let used = lines(of: usage).first.flatMap({ Int($0) }) {
      amounts.append(max(0, limit - used))
    }
  }
  return amounts.min()
}

private func lines(of path: String) -> [Substring] {
  guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
  return text.split(separator: "\n")
}
