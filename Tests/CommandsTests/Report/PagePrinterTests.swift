import Foundation
import Testing

@testable import CommandLanguage
@testable import Commands

// One at a time: a script that is being written cannot be run, and another test's program may hold it open.
@Suite("Printing a page by a program of the machine", .serialized)
struct PagePrinterTests {
  /// A folder with a program called chromium, which is a script of the shell.
  private final class Fake {
    let folder = NSTemporaryDirectory() + "fake-\(UUID().uuidString)"

    init(_ script: String) throws {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try "#!/bin/sh\n\(script)\n".write(toFile: folder + "/chromium", atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "/chromium")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func printer() throws -> PagePrinter { try PagePrinter.Search(folders: "/nowhere:\(folder)").printer() }
  }

  /// Where a script finds what it has to write.
  private static let target = "for a in \"$@\"; do case $a in --print-to-pdf=*) out=${a#--print-to-pdf=};; esac; done"

  @Test("without a program it says what to install")
  func none() {
    let error = #expect(throws: Mistake.self) { try PagePrinter.Search(folders: "/nowhere").printer() }
    guard case .refused(let name, let message, let remedy)? = error?.problem else {
      Issue.record("another error")
      return
    }
    #expect(
      name == "NoPrinter" && message.contains("Chromium or WeasyPrint") && remedy.contains("apt-get install chromium"))
  }

  @Test("pages are counted, and the document says nothing of when it was made")
  func document() throws {
    let fake = try Fake(
      Self.target
        + "\nprintf '%%PDF-1.4\\n/Type /Pages\\n/Type /Page\\n/Type /Page\\n/CreationDate (D:20261129071641+01'\"'\"'00)' > $out"
    )
    let printed = try fake.printer().print("<p>page</p>") { false }
    #expect(printed.pageCount == 2)
    #expect(String(decoding: printed.bytes, as: UTF8.self).hasSuffix("/CreationDate (D:19700101000000+00'00)"))
  }

  @Test("the page comes in a file, and nothing of it in an argument")
  func arguments() throws {
    let place = NSTemporaryDirectory() + "arguments-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: place) }
    let fake = try Fake(Self.target + "\nprintf '%s\\n' \"$@\" > \(place); env >> \(place); printf '%%PDF' > $out")
    _ = try fake.printer().print("<p>secret customer</p>") { false }
    let seen = try String(contentsOfFile: place, encoding: .utf8)
    #expect(seen.contains("--headless") && !seen.contains("secret"))
    // The folder it worked in is gone.
    let folder = try #require(seen.firstMatch(of: /HOME=(.+)/)).1
    #expect(!FileManager.default.fileExists(atPath: String(folder)))
  }

  @Test(
    "what goes wrong is said in words",
    arguments: [
      ("echo no display >&2; exit 3", "chromium ended with 3: no display"),
      ("kill -9 $$", "chromium was ended by signal 9"), ("exit 0", "chromium left no PDF"),
    ])
  func failures(script: String, message: String) throws {
    let fake = try Fake(script)
    let error = #expect(throws: Mistake.self) { try fake.printer().print("") { false } }
    guard case .refused("NotPrinted", let said, _)? = error?.problem else {
      Issue.record("another error")
      return
    }
    #expect(said == message)
  }

  @Test("an interrupt ends the program and all that it started")
  func interrupted() throws {
    let place = NSTemporaryDirectory() + "pids-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: place) }
    let fake = try Fake("sleep 1000 &\necho $$ $! > \(place)\nwait")
    #expect(throws: CancellationError.self) {
      try fake.printer().print("") { (try? String(contentsOfFile: place, encoding: .utf8))?.contains("\n") ?? false }
    }
    let processes = try String(contentsOfFile: place, encoding: .utf8).split(whereSeparator: \.isWhitespace)
    #expect(processes.count == 2)
    // A process that was ended goes in its own time.
    let start = ContinuousClock.now
    while processes.contains(where: Self.runs), ContinuousClock.now - start < .seconds(10) { usleep(5_000) }
    #expect(!processes.contains(where: Self.runs))
  }

  /// Not so what is dead and only not yet read off by its parent.
  private static func runs(_ process: Substring) -> Bool {
    let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    return text.split(separator: " ").dropFirst(2).first.map { $0 != "Z" } ?? false
  }
}
