#if canImport(Glibc)
  import Glibc
#endif

/// How far the addresses of a process may reach (`ulimit -v`), and how far they do.
package struct AddressSpace: Sendable {
  let limit: Int
  let used: Int

  package init(limit: Int, used: Int) {
    self.limit = limit
    self.used = used
  }

  /// What may still be mapped, in bytes.
  package var free: Int { max(0, limit - used) }

  /// Of this process; nil where it has no limit.
  static var current: AddressSpace? {
    #if canImport(Glibc)
      var limits = rlimit()
      guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits) == 0, limits.rlim_cur != ~0,
        let limit = Int(exactly: limits.rlim_cur)
      else { return nil }
      let pages = SystemFile.text(of: "/proc/self/statm")?.split(separator: " ").first.flatMap { Int($0) }
      return AddressSpace(limit: limit, used: (pages ?? 0) * sysconf(Int32(_SC_PAGESIZE)))
    #else
      return nil
    #endif
  }
}
