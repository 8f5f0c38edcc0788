#if canImport(Glibc)
  import Glibc
#endif

/// A limit of a process's own memory, and what it uses of it: how far its addresses reach (`ulimit -v`), or the memory that it can
/// write to (`ulimit -d`).
package struct ProcessMemory: Sendable, Equatable {
  let limit: Int
  let used: Int

  package init(limit: Int, used: Int) {
    self.limit = limit
    self.used = used
  }

  /// What may still be mapped, in bytes.
  package var free: Int { max(0, limit - used) }

  /// Those that this process has.
  static var limits: [ProcessMemory] {
    #if canImport(Glibc)
      let kinds = [(RLIMIT_AS, 0), (RLIMIT_DATA, 5)].compactMap { kind, field in limit(of: kind).map { ($0, field) } }
      guard !kinds.isEmpty else { return [] }
      // Pages: all, resident, shared, text, 0, data and stack.
      let fields = SystemFile.text(of: "/proc/self/statm")?.split(whereSeparator: \.isWhitespace).map { Int($0) ?? 0 }
      return kinds.map { limit, field in
        let pages = fields.flatMap { $0.indices.contains(field) ? $0[field] : nil } ?? 0
        return ProcessMemory(limit: limit, used: pages * sysconf(Int32(_SC_PAGESIZE)))
      }
    #else
      return []
    #endif
  }

  /// What all limits of this process leave, in bytes; nil where it has none.
  package static var free: Int? { limits.map(\.free).min() }

  /// How far the addresses of this process reach; nil where they have no limit.
  package static var addresses: ProcessMemory? {
    #if canImport(Glibc)
      limit(of: RLIMIT_AS) == nil ? nil : limits.first
    #else
      nil
    #endif
  }

  #if canImport(Glibc)
    /// nil where there is none.
    static func limit(of kind: __rlimit_resource) -> Int? {
      var limits = rlimit()
      guard getrlimit(__rlimit_resource_t(kind.rawValue), &limits) == 0, limits.rlim_cur != ~0 else { return nil }
      return Int(exactly: limits.rlim_cur)
    }
  #endif
}
