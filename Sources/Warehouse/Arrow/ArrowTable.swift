import Machine
import Tables

/// Columns of a table, made of all batches of a stream.
struct ArrowTable {
  /// Whether a stream can be read.
  enum Problem: Error, Equatable {
    /// Fields of types that no column can hold, with what these are.
    case nested([(name: String, type: String)])
    case tooLarge(needed: Int, available: Int)

    static func == (a: Problem, b: Problem) -> Bool {
      switch (a, b) {
      case (.nested(let a), .nested(let b)): a.elementsEqual(b) { $0 == $1 }
      case (.tooLarge(let a, let b), .tooLarge(let c, let d)): (a, b) == (c, d)
      default: false
      }
    }
  }

  private(set) var columns: [Column] = []
  private(set) var notices: [LoadNotice] = []

  /// - Parameters:
  ///   - expected: how many rows are expected, for which room is made at once; nil where nobody knows.
  ///   - rowsArrived: told how many rows there are, after each batch; what it throws ends the reading.
  ///   - availableMemory: bytes.
  /// - Throws: `Problem`, `DriverFailure`, what `rowsArrived` throws.
  init(
    reading stream: ArrowStream, expecting expected: Int? = nil, rowsArrived: (Int) throws -> Void = { _ in },
    availableMemory: @escaping @Sendable () -> Int = { FreeMemory.bytes ?? .max }
  ) throws {
    let fields = try stream.fields()
    var taking = try Self.columns(for: fields)
    if let expected, expected > 0, expected < availableMemory() / 16 / max(1, fields.count) {
      for place in taking.indices { taking[place].reserve(expected) }
    }
    let batches = BatchesAhead(of: stream)
    defer { batches.stop() }
    var rows = 0
    var meter = MemoryMeter(available: availableMemory)
    while let batch = try batches.next() {
      for place in taking.indices { batch.withColumn(place) { taking[place].append($0) } }
      rows += batch.rowCount
      try rowsArrived(rows)
      do {
        try meter.grow(by: taking.reduce(0) { $0 + $1.memory } - meter.bytes)
      } catch {
        throw Problem.tooLarge(needed: error.needed, available: error.available)
      }
    }
    for (field, place) in zip(fields, taking.indices) {
      notices += taking[place].notices(column: field.name)
      columns.append(Column(name: field.name, values: taking[place].finish()))
    }
  }

  private static func columns(for fields: [ArrowField]) throws(Problem) -> [any ArrowColumn] {
    let columns = fields.map { $0.column() }
    let refused = zip(fields, columns).filter { $0.1 == nil }.map { ($0.0.name, $0.0.typeInWords) }
    guard refused.isEmpty else { throw .nested(refused) }
    return columns.compactMap { $0 }
  }
}

extension ArrowField {
  var typeInWords: String {
    if case .other(let name) = type { name } else { "indices of a kind that is not known here" }
  }
}
