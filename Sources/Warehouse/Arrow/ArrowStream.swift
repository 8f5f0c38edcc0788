import CArrow
import Glibc

/// A stream of record batches that a driver or an engine has handed over.
///
/// It belongs to this object, which releases it once, when it goes.
final class ArrowStream {
  private let stream: UnsafeMutablePointer<ArrowArrayStream>
  /// What the driver knows of an error of the stream beyond its text.
  private let failure: ((UnsafeMutablePointer<ArrowArrayStream>) -> DriverFailure?)?

  /// - Parameter fill: puts a stream into the place, and puts none where it throws.
  init(
    failure: ((UnsafeMutablePointer<ArrowArrayStream>) -> DriverFailure?)? = nil,
    filledBy fill: (UnsafeMutablePointer<ArrowArrayStream>) throws -> Void
  ) rethrows {
    stream = .allocate(capacity: 1)
    stream.initialize(to: ArrowArrayStream())
    self.failure = failure
    // Whatever is thrown from here on, `deinit` runs.
    try fill(stream)
  }

  deinit {
    stream.pointee.release?(stream)
    stream.deallocate()
  }

  /// The columns of the batches.
  /// - Throws: `DriverFailure`.
  func fields() throws(DriverFailure) -> [ArrowField] {
    var schema = ArrowSchema()
    guard let ask = stream.pointee.get_schema else { throw DriverFailure(message: "there is no result") }
    try check(ask(stream, &schema))
    defer { schema.release?(&schema) }
    return ArrowField.fields(of: schema)
  }

  /// The next batch; nil at the end.
  /// - Throws: `DriverFailure`.
  func next() throws(DriverFailure) -> ArrowBatch? {
    let array = UnsafeMutablePointer<ArrowArray>.allocate(capacity: 1)
    array.initialize(to: ArrowArray())
    let batch = ArrowBatch(array)
    guard let ask = stream.pointee.get_next else { return nil }
    try check(ask(stream, array))
    return array.pointee.release == nil ? nil : batch
  }

  private func check(_ code: CInt) throws(DriverFailure) {
    guard code != 0 else { return }
    if let failure = failure?(stream), !failure.message.isEmpty { throw failure }
    let text = stream.pointee.get_last_error?(stream).map { String(cString: $0) }
    throw DriverFailure(
      status: code == ECANCELED ? .cancelled : .unknown, message: text ?? String(cString: strerror(code)))
  }
}

/// Rows of a stream: a struct whose children are the columns. Released once, when it goes.
final class ArrowBatch {
  private let array: UnsafeMutablePointer<ArrowArray>

  fileprivate init(_ array: UnsafeMutablePointer<ArrowArray>) { self.array = array }

  deinit {
    array.pointee.release?(array)
    array.deallocate()
  }

  var rowCount: Int { Int(array.pointee.length) }

  /// A column, for the length of `body`; a null of the struct itself is none of its columns'.
  func withColumn<Result>(_ index: Int, _ body: (ArrowValues) throws -> Result) rethrows -> Result? {
    guard index < Int(array.pointee.n_children), let child = array.pointee.children?[index] else { return nil }
    defer { withExtendedLifetime(self) {} }
    return try body(
      ArrowValues(child, from: Int(array.pointee.offset), count: Int(array.pointee.length)))
  }
}
