import CArrow
import Foundation

@testable import Warehouse

/// A producer of batches; it fails in place of the batch `failure`.
final class FakeStream {
  let batches: [FakeArray]
  let schema: FakeArray
  let ledger: Ledger
  let failure: Int?
  private var place = 0
  private let message = strdup("the cable was pulled")

  init(_ batches: [FakeArray], schema: FakeArray? = nil, ledger: Ledger = Ledger(), failure: Int? = nil) {
    self.batches = batches
    self.schema = schema ?? batches.first ?? .rows([])
    self.ledger = ledger
    self.failure = failure
    ledger.make()
  }

  deinit {
    ledger.release()
    free(message)
  }

  /// The stream, which whoever has it owns.
  var stream: ArrowStream {
    ArrowStream { place in
      place.pointee.private_data = Unmanaged.passRetained(self).toOpaque()
      place.pointee.get_schema = { stream, out in
        guard let fake = FakeStream.of(stream), let out else { return EINVAL }
        out.pointee = fake.schema.exportedSchema(fake.ledger)
        return 0
      }
      place.pointee.get_next = { stream, out in
        guard let fake = FakeStream.of(stream), let out else { return EINVAL }
        return fake.next(out)
      }
      place.pointee.get_last_error = { stream in UnsafePointer(FakeStream.of(stream)?.message) }
      place.pointee.release = { stream in
        guard let stream else { return }
        stream.pointee.release = nil
        if let held = stream.pointee.private_data { Unmanaged<FakeStream>.fromOpaque(held).release() }
      }
    }
  }

  private func next(_ out: UnsafeMutablePointer<ArrowArray>) -> CInt {
    if place == failure { return EIO }
    out.pointee = place < batches.count ? batches[place].exportedArray(ledger) : ArrowArray()
    place += 1
    return 0
  }

  private static func of(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> FakeStream? {
    stream?.pointee.private_data.map { Unmanaged<FakeStream>.fromOpaque($0).takeUnretainedValue() }
  }
}
