/// How numbers are written in a file: what stands before the fraction, and what between groups of digits.
struct NumberFormat: Equatable {
  var point: UInt8
  /// UTF-8 of the group separators, empty for none. A blank stands for all narrow and unbreakable ones, ' for ’ too.
  var thousands: [[UInt8]]

  init(decimal: Character = ".", thousands: Character? = nil) {
    point = decimal.asciiValue ?? UInt8(ascii: ".")
    let separators: [Character] =
      switch thousands {
      case nil: []
      case " ": [" ", "\u{A0}", "\u{202F}", "\u{2009}"]
      case "'": ["'", "’"]
      case let character?: [character]
      }
    self.thousands = separators.map { Array(String($0).utf8) }
  }

  /// The number that `range` of `text` spells from end to end, nil when it spells none.
  func number(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> ScannedNumber? {
    let plain = DecimalScanner.number(in: text, from: range.lowerBound, to: range.upperBound, point: point)
    if let plain, plain.end == range.upperBound { return plain }
    guard !thousands.isEmpty, let ungrouped = ungrouped(text[range]) else { return nil }
    return ungrouped.withUnsafeBufferPointer { digits in
      let number = DecimalScanner.number(in: digits, from: 0, to: digits.count, point: point)
      return number?.end == digits.count ? number : nil
    }
  }

  /// The token without its group separators, nil when they stand where none belong.
  ///
  /// Groups are of three digits, or of two but for the last (1,23,456); what separates other groups is no thousands
  /// separator, and dropping it would turn 12,5 into 125.
  private func ungrouped(_ token: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
    var rest = token[...]
    var digits: [UInt8] = []
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      digits.append(rest.removeFirst())
    }
    let first = rest.prefix { $0 &- 0x30 < 10 }
    guard (1...3).contains(first.count), first.first != UInt8(ascii: "0") else { return nil }
    digits += first
    rest = rest.dropFirst(first.count)
    var sizes: [Int] = []
    while let separator = thousands.first(where: { rest.starts(with: $0) }) {
      let group = rest.dropFirst(separator.count).prefix { $0 &- 0x30 < 10 }
      sizes.append(group.count)
      digits += group
      rest = rest.dropFirst(separator.count + group.count)
    }
    guard sizes.last == 3, sizes.allSatisfy({ $0 == 3 }) || sizes.dropLast().allSatisfy({ $0 == 2 }) else { return nil }
    return digits + rest
  }
}
