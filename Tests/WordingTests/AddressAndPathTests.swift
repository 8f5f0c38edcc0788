import Foundation
import Testing

@testable import Wording

@Suite("Addresses and paths")
struct AddressAndPathTests {
  @Test("A path goes into an address and comes back", arguments: ["a/b c.csv", "ä%20?#", "", "~/x-1._y", "💳"])
  func percent(path: String) {
    #expect(path.percentEncoded.percentDecoded == path)
    #expect(path.percentEncoded.utf8.allSatisfy { $0 < 128 && $0 > 32 })
  }

  @Test("What is no encoding has no meaning", arguments: ["%", "%2", "%2g", "%ff", "%+1", "100%"])
  func broken(text: String) { #expect(text.percentDecoded == nil) }

  @Test("It is what Foundation makes of it", arguments: ["a%20b", "%41", "a+b", "%C3%A4", "%2525"])
  func beside(text: String) { #expect(text.percentDecoded == text.removingPercentEncoding) }

  @Test(
    "The parts of a path are those that Foundation names",
    arguments: ["a/b.csv", "b", "a.b/c", "x.tar.gz", ".hidden", "end.", "/a/ö.XLSX", "a b.json", "c%20d.csv"])
  func parts(path: String) {
    #expect(path.pathExtension == (path as NSString).pathExtension)
    #expect(path.lastPathComponent == (path as NSString).lastPathComponent)
  }

  @Test(
    "A home folder is found by ~ and by name",
    arguments: ["~", "~/a b.csv", "~root/x", "~nobody-of-that-name/x", "a~", "/~"])
  func home(path: String) { #expect(path.expandingHome == (path as NSString).expandingTildeInPath) }

  @Test("What lies around a text is taken off, and what lies in it is not")
  func trimming() {
    #expect("  a b \n".trimmed == "a b")
    #expect(" \t ".trimmed == "" && "".trimmed == "")
    #expect("[[ a ] b]".trimming { "[] ".contains($0) } == "a ] b")
  }

  @Test("Bytes are written in two digits each")
  func hexadecimal() { #expect([UInt8]([0, 9, 16, 171, 255]).hexadecimal == "000910abff") }

  @Test("The system's reason is said without wrapping")
  func reason() {
    do {
      _ = try Data(contentsOf: URL(fileURLWithPath: "/nothing/there"))
    } catch {
      #expect(systemReason(error) == "No such file or directory")
    }
  }
}
