/// What the formats of a workbook's cells make of numbers: dates, times of day, or numbers.
struct CellStyles {
  enum Kind: Equatable {
    case number
    /// A serial number of days.
    case date
    /// A part of a day, or a duration in days.
    case time
  }

  /// By the number that a cell gives its style.
  private(set) var kinds: [Kind] = []

  init() {}

  /// - Throws: `LoadError.damagedArchive`.
  init(_ archive: ZipArchive, part: String?) throws(LoadError) {
    guard let part, let entry = archive.entry(part) else { return }
    let handler = StylesHandler()
    try archive.read(entry, by: handler) { _ in }
    kinds = handler.formats.map { format in handler.codes[format].map(Self.kind) ?? Self.kind(ofBuiltIn: format) }
  }

  @inline(__always)
  subscript(style: Int) -> Kind { style >= 0 && style < kinds.count ? kinds[style] : .number }

  /// Of the formats that need no code (ECMA-376, part 1, 18.8.30), those of East Asian languages included.
  private static func kind(ofBuiltIn format: Int) -> Kind {
    switch format {
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: .date
    case 18...21, 32...35, 45...47, 55, 56: .time
    default: .number
    }
  }

  /// Of a format's code such as `dd/mm/yyyy;@`: letters of days and years make a date, those of hours and seconds a time.
  static func kind(_ code: String) -> Kind {
    var (hasDays, hasTimes, hasMonths) = (false, false, false)
    var rest = Array(code.lowercased().unicodeScalars)[...]
    while let letter = rest.popFirst() {
      switch letter {
      case ";": rest = []
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\", "_", "*": rest = rest.dropFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }
        // [h] is hours without end; [Red], [$-409] and [>100] say nothing of days.
        if let first = inside.first, inside.allSatisfy({ $0 == first }), "hms".unicodeScalars.contains(first) {
          hasTimes = true
        }
        rest = rest.dropFirst(inside.count + 1)
      case "g" where rest.starts(with: "eneral".unicodeScalars): rest = rest.dropFirst(6)
      case "y", "d": hasDays = true
      case "h", "s": hasTimes = true
      case "m": hasMonths = true
      default: continue
      }
    }
    if hasDays || (hasMonths && !hasTimes) { return .date }
    return hasTimes ? .time : .number
  }
}

private final class StylesHandler: XMLHandler {
  var codes: [Int: String] = [:]
  /// The number of the format of each style of cells.
  var formats: [Int] = []
  private var isInCellFormats = false

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name.isCalled("cellXfs") {
      isInCellFormats = true
    } else if name.isCalled("xf"), isInCellFormats {
      formats.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0)
    } else if name.isCalled("numFmt"), let id = attributes["numFmtId"].flatMap({ Int($0) }) {
      codes[id] = attributes["formatCode"]
    }
  }

  override func end(_ name: XMLName) {
    if name.isCalled("cellXfs") { isInCellFormats = false }
  }
}
