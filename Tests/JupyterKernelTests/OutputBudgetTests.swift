import JupyterProtocol
import Testing

@testable import JupyterKernel

@Suite("Floods of output") struct OutputBudgetTests {
  @Test("Text up to the limit goes through unchanged") func underLimit() {
    var budget = OutputBudget(textLimit: 5)
    #expect(budget.admit("abc") == "abc")
    #expect(budget.admit("de") == "de")
    #expect(budget.notice == nil)
  }

  @Test("Beyond it, the notice counts what was left out to the byte and line") func overLimit() {
    var budget = OutputBudget(textLimit: 5)
    #expect(budget.admit("abcdefg\n") == "abcde")
    #expect(budget.admit("x\ny\n") == nil)
    #expect(budget.notice?.contains("7 bytes of text (3 lines)") == true)
  }

  @Test("No character is cut in half") func characters() {
    var budget = OutputBudget(textLimit: 6)
    #expect(budget.admit("ab😀😀") == "ab😀")
    #expect(budget.admit("c") == nil)
    var narrow = OutputBudget(textLimit: 3)
    #expect(narrow.admit("😀") == nil)
    #expect(narrow.notice?.contains("4 bytes") == true)
  }

  @Test("A cell that prints for ever is cut, and says by how much") func floodOfText() {
    let entries = CoreUnderTest().run("flood 200")
    let texts = entries.filter { $0.type == "stream" }.compactMap { $0.content["text"]?.text }
    let printed = 200 * ScriptedLanguage.longLine.utf8.count
    #expect(texts.dropLast().reduce(0) { $0 + $1.utf8.count } == OutputBudget.textLimit)
    #expect(texts.last?.contains("left out: \(printed - OutputBudget.textLimit) bytes of text") == true)
    #expect(Array(entries.summary.suffix(2)) == ["execute_reply", "idle"])
  }

  @Test("So is one that displays for ever") func floodOfDisplays() {
    let entries = CoreUnderTest().run("displays 1234")
    #expect(entries.filter { $0.type == "display_data" }.count == OutputBudget.displayLimit)
    #expect(entries.only("stream")?["text"]?.text?.contains("left out: 234 displays") == true)
  }

  @Test("Every cell has the whole budget, and clearing gives it back") func fresh() {
    let kernel = CoreUnderTest()
    kernel.run("flood 200")
    #expect(kernel.run("print x").only("stream")?["text"] == "x")
    var budget = OutputBudget(textLimit: 2)
    _ = budget.admit("ab")
    budget.reset()
    #expect(budget.admit("cd") == "cd")
  }
}
