import FoundationEssentials
import Tables

/// Text while it is appended, coded by a dictionary.
struct TextBuilder {
  private var codes: [Int32] = []
  private var dictionary = TextDictionary()

  mutating func reserve(_ count: Int) { codes.reserveLarge(count) }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>?) {
    codes.append(bytes.map { dictionary.code(for: $0) } ?? -1)
  }

  mutating func append(_ text: String?) {
    guard var text else { return codes.append(-1) }
    text.withUTF8 { append($0) }
  }

  mutating func finish() -> ColumnValues {
    dictionary.close()
    return .text(TextColumn(codes: codes, categories: dictionary.categories))
  }

  var memory: Int { codes.count * 4 + dictionary.categories.memory }
}

struct StringColumn: ArrowColumn {
  let layout: ArrowType.Layout
  private var text = TextBuilder()

  init(_ layout: ArrowType.Layout) { self.layout = layout }

  mutating func reserve(_ count: Int) { text.reserve(count) }

  mutating func append(_ values: ArrowValues) { values.forEachText(layout) { text.append($0) } }

  mutating func finish() -> ColumnValues { text.finish() }

  var memory: Int { text.memory }
}

/// Sixteen bytes each, written as 8-4-4-4-12 digits.
struct UUIDColumn: ArrowColumn {
  private var text = TextBuilder()

  mutating func append(_ values: ArrowValues) {
    guard let base = values.buffer(1) else { return }
    for index in 0..<values.count {
      guard values.isThere(index) else {
        text.append(nil as String?)
        continue
      }
      let id = UUID(uuid: (base + (values.offset + index) * 16).loadUnaligned(as: uuid_t.self))
      text.append(id.uuidString.lowercased())
    }
  }

  mutating func finish() -> ColumnValues { text.finish() }

  var memory: Int { text.memory }
}

/// Times of day, as text: `18:05:00`, with as much of a fraction as there is.
struct ClockColumn: ArrowColumn {
  let unit: ArrowType.Unit
  private var text = TextBuilder()

  init(_ unit: ArrowType.Unit) { self.unit = unit }

  mutating func append(_ values: ArrowValues) {
    switch unit {
    case .seconds, .milliseconds: append(values.values(of: Int32.self).lazy.map { Int64($0) }, values)
    case .microseconds, .nanoseconds: append(values.values(of: Int64.self), values)
    }
  }

  private mutating func append(_ times: some Sequence<Int64>, _ values: ArrowValues) {
    for (index, time) in times.enumerated() { text.append(values.isThere(index) ? spelled(time) : nil) }
  }

  private func spelled(_ time: Int64) -> String {
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let (seconds, fraction) = time.quotientAndRemainder(dividingBy: unit.rawValue)
    let clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
    guard fraction != 0 else { return clock }
    var digits = padded(fraction, unit.digits)
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(clock).\(digits)"
  }

  mutating func finish() -> ColumnValues { text.finish() }

  var memory: Int { text.memory }
}
