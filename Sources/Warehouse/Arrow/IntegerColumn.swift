import Tables

/// Whole numbers; text where one of them is larger than a number keeps, as in a CSV.
struct IntegerColumn: ArrowColumn {
  let bytes: Int
  let isSigned: Bool
  private var numbers: [Double] = []
  /// In the place of `numbers` once one of them was too long.
  private var text: TextBuilder?
  private var firstLoss: (row: Int, token: String)?

  init(bytes: Int, isSigned: Bool) { (self.bytes, self.isSigned) = (bytes, isSigned) }

  mutating func reserve(_ count: Int) { numbers.reserveLarge(count) }

  mutating func append(_ values: ArrowValues) {
    switch (bytes, isSigned) {
    case (1, true): append(values, Int8.self)
    case (1, false): append(values, UInt8.self)
    case (2, true): append(values, Int16.self)
    case (2, false): append(values, UInt16.self)
    case (4, true): append(values, Int32.self)
    case (4, false): append(values, UInt32.self)
    case (_, true): append(values, Int64.self)
    case (_, false): append(values, UInt64.self)
    }
  }

  private mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(_ values: ArrowValues, _ type: Value.Type) {
    let integers = values.values(of: type)
    if text == nil, bytes == 8, let loss = firstLoss(in: integers, values) { turnToText(loss, integers[loss]) }
    guard text == nil else {
      for (index, value) in integers.enumerated() { text?.append(values.isThere(index) ? String(value) : nil) }
      return
    }
    let start = numbers.count
    numbers.append(contentsOf: integers.lazy.map { Double($0) })
    numbers.markMissing(values, from: start)
  }

  private func firstLoss<Value: FixedWidthInteger>(
    in integers: UnsafeBufferPointer<Value>, _ values: ArrowValues
  ) -> Int? {
    integers.indices.first { index in
      integers[index].magnitude > 1 << 53 && Double(exactly: integers[index]) == nil && values.isThere(index)
    }
  }

  /// All before it are whole numbers that a double holds, so that nothing is lost.
  private mutating func turnToText<Value: FixedWidthInteger>(_ index: Int, _ value: Value) {
    firstLoss = (numbers.count + index + 1, String(value))
    var text = TextBuilder()
    for number in numbers { text.append(number.isNaN ? nil : String(Int64(number))) }
    self.text = text
    numbers = []
  }

  mutating func finish() -> ColumnValues { text?.finish() ?? .numbers(numbers) }

  func notices(column: String) -> [LoadNotice] {
    firstLoss.map { [.inRows(.longIntegers(column: column, line: $0.row, token: $0.token))] } ?? []
  }

  var memory: Int { numbers.count * 8 + (text?.memory ?? 0) }
}
