import Foundation
import Testing

@testable import cohort

@Suite("What cohort run reads")
struct RunSourceTests {
  private func cells(_ bytes: Data, named name: String) throws -> [RunSource.SourceCell] {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: name)
      try bytes.write(to: file)
      return try RunSource(file: file.path).cells
    }
  }

  @Test("A text file is one cell as it stands")
  func text() throws {
    let code = "#!/usr/bin/env -S cohort run\n%load\n%hist BALANCE\n"
    #expect(try cells(Data(code.utf8), named: "a.txt") == [RunSource.SourceCell(label: nil, code: code)])
  }

  @Test("A notebook's code cells are taken in order, labelled by their place; source may be text or lines")
  func notebook() throws {
    let notebook = #"""
      {"nbformat": 4, "metadata": {"kernelspec": {"name": "cohort", "language": "cohort"}}, "cells": [
        {"cell_type": "markdown", "source": "# Title"},
        {"cell_type": "code", "source": ["%load\n", "%head"], "outputs": []},
        {"cell_type": "raw", "source": []},
        {"cell_type": "code", "source": "%cluster"}]}
      """#
    #expect(
      try cells(Data(notebook.utf8), named: "a.IPYNB") == [
        RunSource.SourceCell(label: "cell 2", code: "%load\n%head"),
        RunSource.SourceCell(label: "cell 4", code: "%cluster"),
      ])
  }

  @Test("A notebook for another language is refused")
  func otherLanguage() {
    let notebook = #"{"metadata": {"language_info": {"name": "python"}}, "cells": []}"#
    let error = #expect(throws: RunError.self) { try cells(Data(notebook.utf8), named: "a.ipynb") }
    guard case .otherLanguage(_, "python")? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("What is no notebook is refused", arguments: ["", "[]", "{}", #"{"cells": [{"source": 1}]}"#])
  func notANotebook(_ text: String) {
    let error = #expect(throws: RunError.self) { try cells(Data(text.utf8), named: "a.ipynb") }
    guard case .notANotebook? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("Bytes that are no UTF-8 are refused")
  func notText() {
    let error = #expect(throws: RunError.self) { try cells(Data([0xff, 0xfe, 0x00]), named: "a.txt") }
    guard case .notText? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("A pipe is read to its end")
  func pipes() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "fifo").path
      try #require(mkfifo(path, 0o600) == 0)
      let text = String(repeating: "%echo x\n", count: 50_000)
      Thread.detachNewThread { try? FileHandle(forWritingAtPath: path)?.write(contentsOf: Data(text.utf8)) }
      #expect(try RunSource(file: path).cells == [RunSource.SourceCell(label: nil, code: text)])
    }
  }

  @Test("A missing file is named with the system's reason")
  func missing() {
    #expect(throws: RunError.unreadable(file: "/nowhere/a.txt", reason: "No such file or directory")) {
      try RunSource(file: "/nowhere/a.txt")
    }
  }
}
