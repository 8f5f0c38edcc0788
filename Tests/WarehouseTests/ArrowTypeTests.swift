import Testing

@testable import Warehouse

@Suite("Types of Arrow")
struct ArrowTypeTests {
  @Test(
    "a format string says what values are",
    arguments: [
      ("b", ArrowType.boolean), ("l", .integer(bytes: 8, isSigned: true)), ("C", .integer(bytes: 1, isSigned: false)),
      ("g", .float(bytes: 8)), ("d:38,2", .decimal(bytes: 16, scale: 2)), ("d:9,-2,32", .decimal(bytes: 4, scale: -2)),
      ("U", .text(.offsets64)), ("vu", .text(.views)), ("tdD", .days), ("ttn", .timeOfDay(.nanoseconds)),
      ("tsu:", .moment(.microseconds, isZoned: false)), ("tsn:Europe/Rome", .moment(.nanoseconds, isZoned: true)),
      ("+l", .other(name: "a list")), ("z", .other(name: "bytes")), ("d:38", .other(name: "a decimal (d:38)")),
      ("?", .other(name: "of a type that is not known here (?)")),
    ])
  func formats(format: String, type: ArrowType) { #expect(ArrowType(format: format) == type) }
}
