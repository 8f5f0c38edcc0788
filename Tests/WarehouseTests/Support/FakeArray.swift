import CArrow
import Synchronization

/// Counts what was handed out and what was given back.
final class Ledger: Sendable {
  private let counts = Mutex((made: 0, released: 0))

  var made: Int { counts.withLock { $0.made } }
  var released: Int { counts.withLock { $0.released } }

  func make() { counts.withLock { $0.made += 1 } }
  func release() { counts.withLock { $0.released += 1 } }
}

/// An array as a producer describes it; `exported` lays it out as the C data interface asks.
struct FakeArray {
  var name = ""
  var format: String
  var count: Int
  var offset = 0
  /// By the order of the format; nil for a bitmap that is left out.
  var buffers: [[UInt8]?] = []
  var nullCount: Int64 = -1
  var children: [FakeArray] = []
  private var dictionaries: [FakeArray] = []
  var metadata: [String: String] = [:]

  var dictionary: FakeArray? {
    get { dictionaries.first }
    set { dictionaries = newValue.map { [$0] } ?? [] }
  }

  init(_ format: String, count: Int, buffers: [[UInt8]?] = []) {
    (self.format, self.count, self.buffers) = (format, count, buffers)
  }

  // MARK: Out of Swift's values

  /// Numbers of a fixed width; `padding` values that nobody must look at stand before them.
  static func of<Value: BitwiseCopyable>(_ values: [Value?], _ format: String, zero: Value, padding: Int = 0)
    -> FakeArray
  {
    let all = [Value?](repeating: zero, count: padding) + values
    var array = FakeArray(format, count: values.count)
    array.offset = padding
    array.buffers = [bits(all.map { $0 != nil }), all.map { $0 ?? zero }.withUnsafeBytes { Array($0) }]
    return array
  }

  static func of(_ values: [Bool?], padding: Int = 0) -> FakeArray {
    let all = [Bool?](repeating: true, count: padding) + values
    var array = FakeArray("b", count: values.count)
    array.offset = padding
    array.buffers = [bits(all.map { $0 != nil }), bits(all.map { $0 ?? false })]
    return array
  }

  /// Text by offsets of four or eight bytes, or by views.
  static func of(_ values: [String?], _ format: String = "u", padding: Int = 0) -> FakeArray {
    let all = [String?](repeating: "padding that nobody sees", count: padding) + values
    var array = FakeArray(format, count: values.count)
    array.offset = padding
    let bitmap = bits(all.map { $0 != nil })
    if format == "vu" {
      var (views, long): ([UInt8], [UInt8]) = ([], [])
      for value in all {
        let bytes = Array((value ?? "").utf8)
        views += le(Int32(bytes.count))
        if bytes.count <= 12 {
          views += bytes + [UInt8](repeating: 0, count: 12 - bytes.count)
        } else {
          views += Array(bytes.prefix(4)) + le(Int32(0)) + le(Int32(long.count))
          long += bytes
        }
      }
      array.buffers = [bitmap, views, long, le(Int64(long.count))]
      return array
    }
    var (offsets, bytes): ([Int], [UInt8]) = ([0], [])
    for value in all {
      bytes += Array((value ?? "").utf8)
      offsets.append(bytes.count)
    }
    array.buffers = [
      bitmap, offsets.flatMap { format == "U" ? le(Int64($0)) : le(Int32($0)) }, bytes,
    ]
    return array
  }

  /// Indices into `dictionary`.
  static func coded(_ indices: [Int8?], _ dictionary: FakeArray, padding: Int = 0) -> FakeArray {
    var array = of(indices, "c", zero: 0, padding: padding)
    array.dictionary = dictionary
    return array
  }

  static func rows(_ columns: [FakeArray]) -> FakeArray {
    var rows = FakeArray("+s", count: columns.first?.count ?? 0, buffers: [nil])
    rows.children = columns
    rows.nullCount = 0
    return rows
  }

  func named(_ name: String) -> FakeArray {
    var array = self
    array.name = name
    return array
  }

  static func bits(_ flags: [Bool]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (flags.count + 7) / 8)
    for (index, flag) in flags.enumerated() where flag { bytes[index / 8] |= 1 << UInt8(index % 8) }
    return bytes
  }

  static func le<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}

// MARK: As C sees it

/// What an exported struct keeps until it is released.
private final class Holding {
  let ledger: Ledger
  var pieces: [UnsafeMutableRawPointer] = []

  init(_ ledger: Ledger) {
    self.ledger = ledger
    ledger.make()
  }

  func copy(_ bytes: [UInt8]) -> UnsafeMutableRawPointer {
    let piece = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 64)
    piece.copyMemory(from: bytes, byteCount: bytes.count)
    pieces.append(piece)
    return piece
  }

  func place<Value>(_ type: Value.Type, count: Int) -> UnsafeMutablePointer<Value> {
    let piece = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Value>.stride, alignment: MemoryLayout<Value>.alignment)
    pieces.append(piece)
    return piece.bindMemory(to: type, capacity: count)
  }

  deinit {
    ledger.release()
    for piece in pieces { piece.deallocate() }
  }
}

extension FakeArray {
  func exportedArray(_ ledger: Ledger) -> ArrowArray {
    let holding = Holding(ledger)
    let pointers = holding.place(UnsafeRawPointer?.self, count: buffers.count)
    for (index, buffer) in buffers.enumerated() {
      (pointers + index).initialize(to: buffer.map { UnsafeRawPointer(holding.copy($0)) })
    }
    let places = holding.place(UnsafeMutablePointer<ArrowArray>?.self, count: children.count)
    for (index, child) in children.enumerated() {
      let place = holding.place(ArrowArray.self, count: 1)
      place.initialize(to: child.exportedArray(ledger))
      (places + index).initialize(to: place)
    }
    var array = ArrowArray()
    array.length = Int64(count)
    array.null_count = buffers.first == .some(nil) ? 0 : nullCount
    array.offset = Int64(offset)
    array.n_buffers = Int64(buffers.count)
    array.n_children = Int64(children.count)
    array.buffers = pointers
    array.children = places
    if let dictionary {
      let place = holding.place(ArrowArray.self, count: 1)
      place.initialize(to: dictionary.exportedArray(ledger))
      array.dictionary = place
    }
    array.private_data = Unmanaged.passRetained(holding).toOpaque()
    array.release = { array in
      guard let array else { return }
      for index in 0..<Int(array.pointee.n_children) {
        if let child = array.pointee.children?[index] { child.pointee.release?(child) }
      }
      if let dictionary = array.pointee.dictionary { dictionary.pointee.release?(dictionary) }
      array.pointee.release = nil
      if let held = array.pointee.private_data { Unmanaged<Holding>.fromOpaque(held).release() }
    }
    return array
  }

  func exportedSchema(_ ledger: Ledger) -> ArrowSchema {
    let holding = Holding(ledger)
    func text(_ text: String) -> UnsafePointer<CChar> {
      UnsafePointer(holding.copy(Array(text.utf8) + [0]).assumingMemoryBound(to: CChar.self))
    }
    let places = holding.place(UnsafeMutablePointer<ArrowSchema>?.self, count: children.count)
    for (index, child) in children.enumerated() {
      let place = holding.place(ArrowSchema.self, count: 1)
      place.initialize(to: child.exportedSchema(ledger))
      (places + index).initialize(to: place)
    }
    var schema = ArrowSchema()
    schema.format = text(format)
    schema.name = text(name)
    if !metadata.isEmpty {
      var bytes = Self.le(Int32(metadata.count))
      for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
        for part in [key, value] { bytes += Self.le(Int32(part.utf8.count)) + Array(part.utf8) }
      }
      schema.metadata = UnsafePointer(holding.copy(bytes).assumingMemoryBound(to: CChar.self))
    }
    schema.n_children = Int64(children.count)
    schema.children = places
    if let dictionary {
      let place = holding.place(ArrowSchema.self, count: 1)
      place.initialize(to: dictionary.exportedSchema(ledger))
      schema.dictionary = place
    }
    schema.private_data = Unmanaged.passRetained(holding).toOpaque()
    schema.release = { schema in
      guard let schema else { return }
      for index in 0..<Int(schema.pointee.n_children) {
        if let child = schema.pointee.children?[index] { child.pointee.release?(child) }
      }
      if let dictionary = schema.pointee.dictionary { dictionary.pointee.release?(dictionary) }
      schema.pointee.release = nil
      if let held = schema.pointee.private_data { Unmanaged<Holding>.fromOpaque(held).release() }
    }
    return schema
  }
}
