import FoundationEssentials
import Machine

/// How a journal lies in its file: a line that names the form, then frames one behind the other.
///
/// A frame is 24 bytes and its payload: kind (4), length of the payload (4), checksum of the payload (8), checksum of these 16 bytes (8),
/// lowest byte first. A line is committed once the whole frame of its record is there; the value of its results comes before it.
/// A file that ends within a frame was cut there, by the end of the process or of the machine.
enum JournalFrame {
  enum Kind: UInt32 {
    case head = 1
    case results, record, end
  }

  static let headerLength = 24
  static let signature = Array("Cohort's journal of a session, form ".utf8)
  /// The form of this version, and the end of the line.
  static let form = Array("1\n".utf8)
  static let longestPayload = Int(UInt32.max)

  static func bytes(_ kind: Kind, _ payload: Data) -> Data {
    var header = Data(capacity: headerLength + payload.count)
    header.append(kind.rawValue)
    header.append(UInt32(payload.count))
    header.append(payload.withUnsafeBytes { Checksum.of($0) })
    header.append(header.withUnsafeBytes { Checksum.of($0) })
    return header + payload
  }

  /// What stands before a payload.
  struct Header {
    /// nil for a kind that this version does not know.
    let kind: Kind?
    let length: Int
    let checksum: UInt64

    /// nil for bytes that are no header.
    init?(_ bytes: Data) {
      guard bytes.count == headerLength else { return nil }
      func number<Number: FixedWidthInteger>(_ offset: Int) -> Number {
        bytes.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self)) }
      }
      let sum: UInt64 = number(16)
      guard bytes.prefix(16).withUnsafeBytes({ Checksum.of($0) }) == sum else { return nil }
      kind = Kind(rawValue: number(0))
      let length: UInt32 = number(4)
      self.length = Int(length)
      checksum = number(8)
    }

    func holds(for payload: Data) -> Bool { payload.withUnsafeBytes { Checksum.of($0) } == checksum }
  }
}

extension Data {
  fileprivate mutating func append(_ number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
