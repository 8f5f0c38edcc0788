/// The memory that can still be taken: the least of what the kernel has left, what the control groups of this process allow it,
/// and what its own limits let it grow by.
public enum FreeMemory {
  /// Bytes that can be taken without swapping, being refused or being killed; nil where the system reports nothing.
  /// - Complexity: some files of `/proc` and `/sys` are read, a dozen at most in usual hierarchies.
  public static var bytes: Int? {
    least(in: { SystemFile.text(of: $0) }, limits: ProcessMemory.limits)
  }

  /// The same from the texts of the system's files.
  /// - Parameters:
  ///   - file: the text at a path, nil where there is none.
  ///   - limits: those of the process itself, and what it uses of each.
  package static func least(in file: (String) -> String?, limits: [ProcessMemory] = []) -> Int? {
    var amounts = ControlGroup.all(from: file("/proc/self/cgroup") ?? "").compactMap { $0.free(file) }
    if let available = file("/proc/meminfo").flatMap({ amount(named: "MemAvailable:", in: $0) }) {
      amounts.append(available * 1024)
    }
    amounts += limits.map(\.free)
    return amounts.min()
  }

  /// The number behind a name at the beginning of a line.
  static func amount(named name: String, in text: String) -> Int? {
    for line in text.split(separator: "\n") {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      if words.count > 1, words[0] == name { return Int(words[1]) }
    }
    return nil
  }
}
