import CArrow

/// Values of one Arrow array, as long as the batch lives that they are of.
///
/// Pointers are used here as the C data interface lays buffers out: the first has a bit for each value, 1 where there is one,
/// the next ones are by type. The producer answers for their lengths.
struct ArrowValues {
  let count: Int
  /// Where the first of them is in the buffers.
  let offset: Int
  private let array: UnsafeMutablePointer<ArrowArray>
  /// nil where all are there.
  private let bitmap: UnsafePointer<UInt8>?

  /// - Parameter start: of the struct that the array is a child of, whose rows may begin later.
  init(_ array: UnsafeMutablePointer<ArrowArray>, from start: Int, count: Int) {
    self.array = array
    self.count = count
    offset = start + Int(array.pointee.offset)
    let hasNulls = array.pointee.null_count != 0 && array.pointee.n_buffers > 0
    bitmap = hasNulls ? array.pointee.buffers?[0]?.assumingMemoryBound(to: UInt8.self) : nil
  }

  var hasMissing: Bool { bitmap != nil }

  /// Whether there is a value at `index`, counted from the first of these.
  @inline(__always)
  func isThere(_ index: Int) -> Bool {
    guard let bitmap else { return true }
    let place = offset + index
    return bitmap[place >> 3] >> UInt8(place & 7) & 1 == 1
  }

  func buffer(_ number: Int) -> UnsafeRawPointer? {
    number < Int(array.pointee.n_buffers) ? array.pointee.buffers?[number] : nil
  }

  /// The values of a fixed width, beginning with the first of these.
  func values<Value: BitwiseCopyable>(of type: Value.Type) -> UnsafeBufferPointer<Value> {
    guard count > 0, let base = buffer(1) else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: base.assumingMemoryBound(to: type) + offset, count: count)
  }

  /// The bit at `index` of a buffer of bits.
  func bit(_ index: Int, in buffer: UnsafeRawPointer) -> Bool {
    let place = offset + index
    return buffer.load(fromByteOffset: place >> 3, as: UInt8.self) >> UInt8(place & 7) & 1 == 1
  }

  /// What indices point into; nil where the values are no indices.
  var dictionary: ArrowValues? {
    array.pointee.dictionary.map { ArrowValues($0, from: 0, count: Int($0.pointee.length)) }
  }

  // MARK: Values of variable length

  /// Calls `body` with the bytes of each value, nil where there is none.
  func forEachText(_ layout: ArrowType.Layout, _ body: (UnsafeBufferPointer<UInt8>?) -> Void) {
    switch layout {
    case .offsets32: forEach(offsets: Int32.self, body)
    case .offsets64: forEach(offsets: Int64.self, body)
    case .views: forEachView(body)
    }
  }

  private func forEach<Offset: FixedWidthInteger & BitwiseCopyable>(
    offsets type: Offset.Type, _ body: (UnsafeBufferPointer<UInt8>?) -> Void
  ) {
    guard count > 0, let base = buffer(1) else { return }
    let offsets = base.assumingMemoryBound(to: type) + offset
    let bytes = buffer(2)?.assumingMemoryBound(to: UInt8.self)
    for index in 0..<count {
      guard isThere(index) else {
        body(nil)
        continue
      }
      let (start, end) = (Int(offsets[index]), Int(offsets[index + 1]))
      body(UnsafeBufferPointer(start: bytes.map { $0 + start }, count: bytes == nil ? 0 : end - start))
    }
  }

  /// A view: the length, then twelve bytes of the value, or its first four, the number of a buffer and the place in it.
  private func forEachView(_ body: (UnsafeBufferPointer<UInt8>?) -> Void) {
    guard count > 0, let base = buffer(1) else { return }
    for index in 0..<count {
      guard isThere(index) else {
        body(nil)
        continue
      }
      let view = base + (offset + index) * 16
      let length = Int(view.loadUnaligned(as: Int32.self))
      var start: UnsafeRawPointer? = view + 4
      if length > 12 {
        let number = Int(view.loadUnaligned(fromByteOffset: 8, as: Int32.self))
        start = buffer(2 + number).map { $0 + Int(view.loadUnaligned(fromByteOffset: 12, as: Int32.self)) }
      }
      body(UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: start == nil ? 0 : length))
    }
  }
}
