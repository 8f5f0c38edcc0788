/// The directory of a ZIP archive (PKWARE, APPNOTE.TXT 6.3.10), as Office Open XML uses it: names go whatever their case.
struct ZipArchive {
  struct Entry: Sendable {
    var name: String
    /// 0 stored, 8 deflated.
    var method: Int
    var isEncrypted: Bool
    /// Where its local header begins.
    var header: Int
    /// Bytes in the archive, and bytes that come out.
    var compressedSize: Int
    var size: Int
    /// CRC-32 of what comes out.
    var checksum: UInt32
  }

  let file: String
  let bytes: SourceBytes
  /// By name in small letters, without a slash in front.
  private let entries: [String: Entry]

  /// - Throws: `LoadError.damagedArchive` where there is no directory, or what it says cannot be; `.unreadable`.
  /// - Complexity: O(entries).
  init(_ bytes: SourceBytes, file: String) throws(LoadError) {
    self.file = file
    self.bytes = bytes
    let directory = try Self.directory(of: bytes, file: file)
    entries = try LoadError.reading(file) { () throws(ReadFailure) in
      try bytes.withBytes(in: directory) { Self.entries($0, archiveSize: bytes.count) }
    }
    if entries.isEmpty { throw Self.damaged(file, "its directory of parts is not readable") }
  }

  /// The entry of a name, whatever its case.
  func entry(_ name: String) -> Entry? { entries[Self.key(name)] }

  /// The names of all entries, sorted.
  var names: [String] { entries.values.map(\.name).sorted() }

  private static func key(_ name: String) -> String {
    let name = name.lowercased()
    return name.hasPrefix("/") ? String(name.dropFirst()) : name
  }

  static func damaged(_ file: String, _ reason: String) -> LoadError { .damagedArchive(file: file, reason: reason) }

  // MARK: Directory

  /// Where the directory lies, as the record at the archive's end says, or its counterpart for large archives.
  private static func directory(of bytes: SourceBytes, file: String) throws(LoadError) -> Range<Int> {
    // A comment of at most 65,535 bytes may follow the record.
    let tail = max(0, bytes.count - 22 - 65_535 - 20)..<bytes.count
    let found = try LoadError.reading(file) { () throws(ReadFailure) in
      try bytes.withBytes(in: tail) { tail -> (large: Int?, size: Int, offset: Int)? in
        guard let end = endRecord(in: tail) else { return nil }
        let isLarge = end >= 20 && tail.little(end - 20, 4) == 0x0706_4B50
        return (isLarge ? tail.little(end - 12, 8) : nil, tail.little(end + 12, 4), tail.little(end + 16, 4))
      }
    }
    guard var found else {
      throw damaged(file, "the directory at its end is missing, as when a download was cut")
    }
    if let large = found.large, large >= 0, large <= bytes.count - 56 {
      let record = try LoadError.reading(file) { () throws(ReadFailure) in
        try bytes.withBytes(in: large..<large + 56) { record in
          record.little(0, 4) == 0x0606_4B50 ? (record.little(40, 8), record.little(48, 8)) : nil
        }
      }
      if let record { (found.size, found.offset) = record }
    }
    guard found.size >= 0, found.offset >= 0, found.size <= bytes.count, found.offset <= bytes.count - found.size else {
      throw damaged(file, "its directory lies beyond its end, as when a download was cut")
    }
    return found.offset..<found.offset + found.size
  }

  private static func endRecord(in tail: UnsafeBufferPointer<UInt8>) -> Int? {
    guard tail.count >= 22 else { return nil }
    return (0...tail.count - 22).reversed().first { place in
      tail[place] == 0x50 && tail.little(place, 4) == 0x0605_4B50
        && place + 22 + tail.little(place + 20, 2) <= tail.count
    }
  }

  /// Entries up to the first that cannot be one.
  private static func entries(_ directory: UnsafeBufferPointer<UInt8>, archiveSize: Int) -> [String: Entry] {
    var entries: [String: Entry] = [:]
    var place = 0
    while place + 46 <= directory.count, directory.little(place, 4) == 0x0201_4B50 {
      let nameSize = directory.little(place + 28, 2)
      let (extraSize, commentSize) = (directory.little(place + 30, 2), directory.little(place + 32, 2))
      let extra = place + 46 + nameSize
      guard extra + extraSize + commentSize <= directory.count else { break }
      let name = String(decoding: directory[place + 46..<extra], as: UTF8.self).map { $0 == "\\" ? "/" : $0 }
      var entry = Entry(
        name: String(name), method: directory.little(place + 10, 2),
        isEncrypted: directory.little(place + 8, 2) & 1 == 1, header: directory.little(place + 42, 4),
        compressedSize: directory.little(place + 20, 4), size: directory.little(place + 24, 4),
        checksum: UInt32(directory.little(place + 16, 4)))
      enlarge(&entry, by: UnsafeBufferPointer(rebasing: directory[extra..<extra + extraSize]))
      if entry.header >= 0, entry.compressedSize >= 0, entry.size >= 0, entry.header < archiveSize {
        entries[key(entry.name)] = entry
      }
      place = extra + extraSize + commentSize
    }
    return entries
  }

  /// Sizes of more than 32 bits stand in an extra field, those alone that do not fit.
  private static func enlarge(_ entry: inout Entry, by extra: UnsafeBufferPointer<UInt8>) {
    var place = 0
    while place + 4 <= extra.count {
      let (kind, size) = (extra.little(place, 2), extra.little(place + 2, 2))
      if kind == 1 {
        var (next, end) = (place + 4, min(place + 4 + size, extra.count))
        func take(_ value: inout Int) {
          guard value == 0xFFFF_FFFF, next + 8 <= end else { return }
          value = extra.little(next, 8)
          next += 8
        }
        take(&entry.size)
        take(&entry.compressedSize)
        take(&entry.header)
        end = next
      }
      place += 4 + size
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The number that `count` bytes from `place` on spell, the lowest first; below 0 where it has more than 63 bits.
  func little(_ place: Int, _ count: Int) -> Int {
    (0..<count).reversed().reduce(0) { $0 << 8 | Int(self[place + $1]) }
  }
}
