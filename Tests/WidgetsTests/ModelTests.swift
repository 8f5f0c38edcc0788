import Testing
import Wording

@testable import Widgets

@Suite("What widgets take")
struct ModelTests {
  private func taken<Model: WidgetModel>(
    _ model: Model, _ key: String, _ value: JSONValue, _ buffers: WidgetBuffers = WidgetBuffers()
  ) throws(WidgetMistake) -> Model {
    var model = model
    try model.take(key, value, buffers: buffers)
    return model
  }

  @Test("a choice is one of its labels, and nobody takes it away")
  func choices() throws {
    let menu = Dropdown("method", ["a", "b", "c"])
    #expect(try taken(menu, "index", 2).label == "c")
    for wrong: JSONValue in [.null, 3, -1, "1", [1], .number(1)] {
      #expect(throws: WidgetMistake.unfit("index")) { try taken(menu, "index", wrong) }
    }
    #expect(throws: WidgetMistake.fixed("_options_labels")) { try taken(menu, "_options_labels", ["x"]) }
    #expect(try taken(ToggleButtons("s", ["a", "b"]), "index", 1).label == "b")
  }

  @Test("several choices are places of its labels, each once and in order")
  func severalChoices() throws {
    let list = SelectMultiple("columns", ["a", "b", "c"])
    #expect(try taken(list, "index", [2, 0, 2]).indices == [0, 2])
    #expect(try taken(list, "index", []).indices == [])
    #expect(throws: WidgetMistake.unfit("index")) { try taken(list, "index", [0, 3]) }
    #expect(throws: WidgetMistake.unfit("index")) { try taken(list, "index", 1) }
  }

  @Test("a text has a bounded length")
  func texts() throws {
    #expect(try taken(Text("customer"), "value", "C10001").value == "C10001")
    let long = String(repeating: "x", count: Text.longest + 1)
    #expect(throws: WidgetMistake.unfit("value")) { try taken(Text("customer"), "value", .string(long)) }
  }

  @Test("a page of tabs is one of its own; what a front end tells back is no change")
  func tabs() throws {
    let tab = Tab([("A", WidgetID("1")), ("B", WidgetID("2"))])
    #expect(try taken(tab, "selected_index", 1).selected == 1)
    #expect(try taken(tab, "selected_index", .null).selected == nil)
    #expect(throws: WidgetMistake.unfit("selected_index")) { try taken(tab, "selected_index", 2) }
    #expect(try taken(tab, "titles", ["x"]) == tab)
  }

  @Test("a file comes with its bytes beside its description, and without the folders of its name")
  func files() throws {
    let file: JSONValue = [["name": "../../etc/customers.csv", "size": 3, "type": "text/csv"]]
    let buffers = WidgetBuffers(paths: [["value", 0, "content"]], buffers: [[1, 2, 3]])
    let upload = try taken(FileUpload("table"), "value", file, buffers)
    #expect(upload.arrived == [FileUpload.File(name: "customers.csv", bytes: [1, 2, 3])])
    #expect(upload.state["value"] == [], "it is not sent back")
    #expect(try taken(FileUpload("table"), "value", []).arrived == [])
    #expect(throws: WidgetMistake.unfit("value")) { try taken(FileUpload("table"), "value", file) }
    #expect(throws: WidgetMistake.unfit("value")) { try taken(FileUpload("table"), "value", "x") }
  }

  @Test("files that are sent together or one soon after the other are all kept, until somebody takes them")
  func severalFiles() throws {
    func file(_ name: String) -> JSONValue { ["name": .string(name), "type": "text/csv"] }
    let both = WidgetBuffers([["value", 0, "content"]: [1], ["value", 1, "content"]: [2]])
    var upload = FileUpload("tables", takesSeveral: true)
    #expect(upload.state["multiple"] == true)
    try upload.take("value", [file("a.csv"), file("b.csv")], buffers: both)
    try upload.take("value", [file("c.csv")], buffers: WidgetBuffers([["value", 0, "content"]: [3]]))
    #expect(throws: WidgetMistake.unfit("value"), "one lacks its bytes") {
      try upload.take("value", [file("d.csv"), file("e.csv")], buffers: WidgetBuffers([["value", 0, "content"]: [4]]))
    }
    #expect(upload.takeArrived().map(\.name) == ["a.csv", "b.csv", "c.csv"])
    #expect(upload.arrived == [])
  }

  @Test("buffers lie where their paths say; paths without a buffer, and what is no path, are ignored")
  func buffers() {
    let buffers = WidgetBuffers(paths: [["value", 0, "content"], 7, ["b"]], buffers: [[1], [2]])
    #expect(buffers["value", 0, "content"] == [1])
    #expect(buffers["b"] == nil)
    #expect(WidgetBuffers(paths: nil, buffers: [[1]]) == WidgetBuffers())
  }

  @Test("random values leave every widget as it was, or as one of its own values")
  func random() {
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    func value(_ depth: Int) -> JSONValue {
      switch next(depth > 2 ? 6 : 8) {
      case 0: .null
      case 1: .bool(next(2) == 0)
      case 2: .integer(next(30) - 10)
      case 3: .number(Double(next(1000)) / 7)
      case 4: .string(String(repeating: "x", count: next(1200)))
      case 5: .integer(next(3))
      case 6: .array((0..<next(4)).map { _ in value(depth + 1) })
      default: .object(["name": value(depth + 1)])
      }
    }
    let keys = ["value", "index", "selected_index", "titles", "children", "_model_name", ""]
    var (slider, menu, list) = (
      IntSlider("", value: 4, in: 2...12), Dropdown("", ["a"]), SelectMultiple("", ["a", "b"])
    )
    var (tab, text, upload) = (Tab([("A", WidgetID("1"))]), Text(""), FileUpload(""))
    for _ in 0..<20_000 {
      let (key, value) = (keys[next(keys.count)], value(0))
      try? slider.take(key, value, buffers: WidgetBuffers())
      try? menu.take(key, value, buffers: WidgetBuffers())
      try? list.take(key, value, buffers: WidgetBuffers())
      try? tab.take(key, value, buffers: WidgetBuffers())
      try? text.take(key, value, buffers: WidgetBuffers())
      try? upload.take(key, value, buffers: WidgetBuffers())
    }
    #expect((2...12).contains(slider.value))
    #expect(menu.index == nil || menu.index == 0)
    #expect(list.indices.allSatisfy { $0 < 2 })
    #expect(tab.selected == nil || tab.selected == 0)
    #expect(text.value.utf8.count <= Text.longest)
    #expect(upload.arrived == [])
  }
}
