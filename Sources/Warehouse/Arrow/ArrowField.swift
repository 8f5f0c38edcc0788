import CArrow

/// The name and type of a column of an Arrow stream.
struct ArrowField: Equatable, Sendable {
  var name: String
  var type: ArrowType
  /// Whether values are indices into a dictionary of `type`; how many bytes an index has.
  var index: ArrowType?

  /// Reads a schema, which stays the caller's.
  init(_ schema: ArrowSchema) {
    name = schema.name.map { String(cString: $0) } ?? ""
    let format = schema.format.map { String(cString: $0) } ?? ""
    let metadata = ArrowMetadata(schema.metadata)
    if let dictionary = schema.dictionary {
      index = ArrowType(format: format)
      type = ArrowType(format: dictionary.pointee.format.map { String(cString: $0) } ?? "")
    } else {
      type = ArrowType(format: format)
    }
    if format == "w:16", metadata.isUUID { type = .uuid }
    if case .text(let layout) = type, metadata.isNumeric { type = .spelledNumber(layout) }
    if metadata.postgreSQLType == "money", format == "l" { type = .decimal(bytes: 8, scale: 2) }
    if case .other(let name) = type, let own = metadata.postgreSQLType { type = .other(name: "\(name) (\(own))") }
  }

  /// The fields of a struct, as which a stream sends rows.
  static func fields(of schema: ArrowSchema) -> [ArrowField] {
    (0..<Int(schema.n_children)).compactMap { index in
      schema.children?[index].map { ArrowField($0.pointee) }
    }
  }
}

/// What a schema says beside its format: keys and values, each with its length before it.
struct ArrowMetadata {
  private var values: [String: String] = [:]

  /// - Parameter bytes: as the C data interface lays them out, in the byte order of the machine; nil for none.
  init(_ bytes: UnsafePointer<CChar>?) {
    guard let bytes else { return }
    var place = UnsafeRawPointer(bytes)
    func number() -> Int {
      defer { place += 4 }
      return Int(place.loadUnaligned(as: Int32.self))
    }
    func text() -> String {
      let count = max(0, number())
      defer { place += count }
      return String(decoding: UnsafeRawBufferPointer(start: place, count: count), as: UTF8.self)
    }
    for _ in 0..<max(0, number()) {
      let key = text()
      values[key] = text()
    }
  }

  /// What PostgreSQL calls the type. Its driver sends NUMERIC, which has no bound on digits, as text, and MONEY as whole
  /// hundredths (driver 1.13.0).
  var postgreSQLType: String? { values["ADBC:postgresql:typname"] ?? values["POSTGRESQL:type"] }

  var isNumeric: Bool { postgreSQLType == "numeric" }

  var isUUID: Bool { values["ARROW:extension:name"] == "arrow.uuid" || postgreSQLType == "uuid" }
}
