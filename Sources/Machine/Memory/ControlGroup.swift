/// A control group whose memory may be limited: a folder of the group file system.
///
/// A limit holds for the group and all below it, so those above this process's own group count as well. Where a container has the
/// group file system to itself, the paths that the kernel names may not exist in it, but its root does, and has the limit.
/// Source: Linux, Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst.
struct ControlGroup: Equatable {
  enum Version: Equatable {
    case one, two
  }

  let version: Version
  let folder: String

  /// The groups of a process, the innermost first, and all above them.
  /// - Parameter membership: the text of `/proc/self/cgroup`: lines of `hierarchy:controllers:path`.
  static func all(from membership: String) -> [ControlGroup] {
    membership.split(separator: "\n").flatMap { line -> [ControlGroup] in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return [] }
      if fields[0] == "0" && fields[1].isEmpty {
        // Version 2 alone is mounted at the first place, beside version 1 at the second.
        return ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"].flatMap { groups(.two, root: $0, path: fields[2]) }
      }
      guard fields[1].split(separator: ",").contains("memory") else { return [] }
      return groups(.one, root: "/sys/fs/cgroup/memory", path: fields[2])
    }
  }

  private static func groups(_ version: Version, root: String, path: Substring) -> [ControlGroup] {
    // A path from outside of the name space begins with "/..": nothing below the root can be seen.
    var names = path.split(separator: "/")
    if names.contains("..") { names = [] }
    return (0...names.count).reversed().map { count in
      ControlGroup(version: version, folder: names.prefix(count).reduce(root) { "\($0)/\($1)" })
    }
  }

  /// What is left of the limit, in bytes; nil without one.
  ///
  /// What files left behind in memory counts as used, and is given up before anybody is refused: it is left, too.
  func free(_ file: (String) -> String?) -> Int? {
    let names = names
    guard let limit = names.limits.compactMap({ number(file("\(folder)/\($0)")) }).min(),
      let used = number(file("\(folder)/\(names.usage)"))
    else { return nil }
    let statistics = file("\(folder)/memory.stat") ?? ""
    let caches = names.caches.reduce(0) { $0 + (FreeMemory.amount(named: $1, in: statistics) ?? 0) }
    return max(0, limit - max(0, used - caches))
  }

  /// Beyond `memory.high` nobody is killed, but held up until next to nothing goes on: that is a limit, too.
  private var names: (limits: [String], usage: String, caches: [String]) {
    switch version {
    case .two: (["memory.max", "memory.high"], "memory.current", ["inactive_file", "active_file"])
    case .one:
      (["memory.limit_in_bytes"], "memory.usage_in_bytes", ["total_inactive_file", "total_active_file"])
    }
  }

  /// nil for "max", and for what is larger than any memory, by which version 1 says the same.
  private func number(_ text: String?) -> Int? {
    guard let digits = text?.utf8.prefix(while: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int(Substring(digits)), number < 1 << 60
    else { return nil }
    return number
  }
}
