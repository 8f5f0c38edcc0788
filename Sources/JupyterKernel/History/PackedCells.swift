/// The cells of a session in their order, for as long as the kernel lives: all texts in one buffer, where those that are kept one by
/// one would hold on to the pages that cells work on between them.
///
/// - Complexity: a cell takes its text in UTF-8 and 24 bytes.
struct PackedCells: RandomAccessCollection {
  private struct Place {
    /// Where the cell's texts begin: its output's follows its input's.
    var start: Int
    var inputCount: UInt32
    /// `noOutput` where the cell has none.
    var outputCount: UInt32
    var line: Int
  }

  private static let noOutput = UInt32.max

  private var places: [Place] = []
  private var texts: [UInt8] = []

  var startIndex: Int { 0 }
  var endIndex: Int { places.count }

  /// - Parameter cell: one whose texts are shortened; its session is that of all.
  mutating func append(_ cell: HistoryRecord) {
    places.append(
      Place(
        start: texts.count, inputCount: UInt32(cell.input.utf8.count),
        outputCount: cell.output.map { UInt32($0.utf8.count) } ?? Self.noOutput, line: cell.line))
    texts += cell.input.utf8
    if let output = cell.output { texts += output.utf8 }
  }

  subscript(position: Int) -> HistoryRecord {
    let place = places[position]
    let middle = place.start + Int(place.inputCount)
    let hasOutput = place.outputCount != Self.noOutput
    return HistoryRecord(
      session: 0, line: place.line, input: text(place.start..<middle),
      output: hasOutput ? text(middle..<middle + Int(place.outputCount)) : nil)
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: texts[range], as: UTF8.self) }
}
