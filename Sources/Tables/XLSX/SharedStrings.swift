/// The texts that the cells of a workbook refer to by number, ready to be put into the text of a sheet.
struct SharedStrings {
  private(set) var bytes: [UInt8] = []
  private(set) var offsets: [Int] = [0]
  /// Whether a text reads as a plain number.
  private(set) var areNumbers: [Bool] = []
  /// Those in which line breaks became blanks.
  private(set) var hadLineBreaks: Set<Int> = []

  var count: Int { areNumbers.count }

  mutating func append(_ raw: [UInt8]) {
    if CellText.append(raw, to: &bytes) { hadLineBreaks.insert(count) }
    areNumbers.append(CellText.isNumber(bytes, from: offsets[offsets.count - 1]))
    offsets.append(bytes.count)
  }
}

/// Collects the texts of a table of shared strings, which may be in several runs of formatting each.
final class SharedStringsHandler: XMLHandler {
  private(set) var strings = SharedStrings()
  private var text: [UInt8] = []
  private var isText = false
  /// Within a reading aid, which is no part of the text.
  private var isPhonetic = false

  /// What was read; the handler has it no more.
  func takeStrings() -> SharedStrings {
    defer { strings = SharedStrings() }
    return strings
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name.isLetter("t") {
      isText = !isPhonetic
    } else if name.isCalled("si") {
      text.removeAll(keepingCapacity: true)
    } else if name.isCalled("rPh") {
      isPhonetic = true
    }
  }

  override func end(_ name: XMLName) {
    if name.isLetter("t") {
      isText = false
    } else if name.isCalled("si") {
      strings.append(text)
    } else if name.isCalled("rPh") {
      isPhonetic = false
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isText { text.append(contentsOf: bytes) }
  }
}
