/// Amounts of memory and sizes of files as people read them, in powers of ten.
public enum ByteText {
  /// An amount that is needed or there is, in whole megabytes, rounded up: `1,234 MB`.
  public static func megabytes(_ bytes: Int) -> String {
    // Divided first: what is added must not overflow.
    NumberText.count(bytes / 1_000_000 + (bytes % 1_000_000 > 0 ? 1 : 0)) + " MB"
  }

  /// The size of something that is there, in the unit that keeps the number short: `873 bytes`, `12 kB`, `1.4 MB`.
  public static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<1_000: "\(bytes) bytes"
    case ..<1_000_000: NumberText.decimals(Double(bytes) / 1e3, 0) + " kB"
    default: NumberText.decimals(Double(bytes) / 1e6, 1) + " MB"
    }
  }
}
