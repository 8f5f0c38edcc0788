import Fuzzing
import Machine
import Testing

@testable import Warehouse

@Suite("Addresses that nobody would write")
struct SecretsFuzzTests {
  private static let pieces = [
    "postgresql", "sc", "://", "x://", ":", "/", "//", "@", "ana", "ana:", "SECRET", "?", "&", ";", "=", "password",
    "token=",
    "password = ", "host=", "%connect ", "%filter ", " ", "\n", "\r\n", "\"", "'", ",", "[", "]", "#", "\\", "\u{301}",
    "\u{2028}", "é",
  ]

  @Test("masks keep places, and what is left stood there in this order")
  func pieces() throws {
    Inputs("secrets", InputMaker([[0]]), count: 3_000).each { _, seed in
      var draws = Xoshiro256(seed: seed)
      let text = (0...draws.next() % 14).map { _ in Self.pieces[Int(draws.next() % UInt64(Self.pieces.count))] }
        .joined()
      #expect(Secrets.masked(in: text).unicodeScalars.count == text.unicodeScalars.count, "\(text.debugDescription)")
      #expect(isPart(Secrets.leftOut(of: text), of: text), "\(text.debugDescription)")
    }
  }

  /// Whether a text is another without some of its scalars.
  private func isPart(_ part: String, of text: String) -> Bool {
    var rest = text.unicodeScalars[...]
    for scalar in part.unicodeScalars {
      guard let place = rest.firstIndex(of: scalar) else { return false }
      rest = rest[rest.index(after: place)...]
    }
    return true
  }
}
