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
    // A kernel's start waits for this: the bytes are looked at once, and nothing is copied but the number.
    let blanks = [UInt8(ascii: " "), UInt8(ascii: "\t")]
    var rest = text.utf8[...]
    while !rest.isEmpty {
      let line = rest.prefix { $0 != UInt8(ascii: "\n") }
      if line.starts(with: name.utf8) {
        let behind = line.dropFirst(name.utf8.count)
        let number = behind.drop { blanks.contains($0) }
        if number.startIndex > behind.startIndex { return Int(Substring(number.prefix { !blanks.contains($0) })) }
      }
      rest = rest[line.endIndex...].dropFirst()
    }
    return nil
  }
}
