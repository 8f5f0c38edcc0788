/// Tells files that are no text by their bytes.
enum FileSignature {
  private static let signatures: [(bytes: [UInt8], kind: String)] = [
    (Array("PK\u{3}\u{4}".utf8), "a zip archive or an Excel workbook; a workbook's name ends in .xlsx"),
    (compoundFile, "an old Excel workbook (.xls); save it as .xlsx or CSV"),
    (Array("SQLite format 3\0".utf8), "an SQLite database"),
    (Array("PAR1".utf8), "a Parquet file"),
    (Array("ARROW1".utf8), "an Arrow file"),
    (Array("%PDF".utf8), "a PDF"),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
    ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    (Array("BZh".utf8), "a bzip2 archive; decompress it first"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive; decompress it first"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive; decompress it first"),
    ([0x89, 0x48, 0x44, 0x46], "an HDF5 file"),
    // Text, but no table: what a download that failed, or another export, leaves.
    (Array("<!DOCTYPE".utf8), "a web page"),
    (Array("<!doctype".utf8), "a web page"),
    (Array("<html".utf8), "a web page"),
    (Array("<?xml".utf8), "an XML document"),
    (Array("{\"".utf8), "JSON"),
    (Array("{\n".utf8), "JSON"),
    (Array("[{".utf8), "JSON"),
    (Array("[\n".utf8), "JSON"),
  ]

  /// What files of old Office programs begin with, and workbooks of new ones that have a password.
  static let compoundFile: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

  /// Whether a compound file holds a workbook that is encrypted: one of its streams is called so.
  static func isEncryptedWorkbook(_ bytes: SourceBytes, file: String) throws(LoadError) -> Bool {
    var name: [UInt8] = []
    for byte in "EncryptedPackage".utf8 { name += [byte, 0] }
    // Names of streams stand in sectors of 512 bytes or a multiple, in places of 128 bytes each.
    var isFound = false
    try LoadError.reading(file) { () throws(ReadFailure) in
      try bytes.forEachPiece(of: 1 << 17, in: 0..<bytes.count) { piece, _ in
        for start in stride(from: 0, to: piece.count - name.count, by: 128) where !isFound {
          isFound = piece[start..<start + name.count].elementsEqual(name)
        }
        return !isFound
      }
    }
    return isFound
  }

  /// What the file is by its first bytes, nil when they give nothing away.
  static func kind(of bytes: [UInt8]) -> String? {
    let format = Array("mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8)
    if bytes.starts(with: Array("PK".utf8)), bytes.dropFirst(30).starts(with: format) {
      return "an OpenDocument spreadsheet (.ods); save it as .xlsx or CSV"
    }
    return signatures.first { bytes.starts(with: $0.bytes) }?.kind
  }

  enum Binary {
    case utf16
    case unknown

    var description: String? {
      switch self {
      case .utf16: "UTF-16 text; try encoding=utf-16"
      case .unknown: nil
      }
    }
  }

  /// What bytes without a known signature are when they are no text: NUL occurs in no CSV, other control characters seldom.
  static func binaryKind(of head: [UInt8]) -> Binary? {
    if head.contains(0) {
      let nulPlaces = head.indices.filter { head[$0] == 0 }
      // Western text in UTF-16 has its NULs at every other place.
      let evenCount = nulPlaces.count { $0 % 2 == 0 }
      let isAlternating = evenCount == 0 || evenCount == nulPlaces.count
      return isAlternating && nulPlaces.count * 3 >= head.count ? .utf16 : .unknown
    }
    let controls = head.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1A && $0 != 0x1B }
    return controls > head.count / 10 ? .unknown : nil
  }
}
