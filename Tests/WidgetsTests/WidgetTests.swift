import KernelInterface
import Synchronization
import Testing
import Wording

@testable import Widgets

@Suite("Widgets")
struct WidgetTests {
  private let frontEnd = FrontEnd()
  private let open = OpenWidgets()

  private func page() -> WidgetPage { WidgetPage(in: open, openedBy: frontEnd, owner: Owner()) }

  @Test("a widget opens with all that makes a front end show it, in the protocol's version")
  func opened() throws {
    let slider = page().add(IntSlider("segments", value: 4, in: 2...12))
    let sent = try #require(frontEnd.taken().last)
    #expect(sent.comm == slider.id.text)
    #expect(sent.what == "open")
    #expect(sent.metadata == #"{"version":"2.1.0"}"#)
    #expect(sent.state["_model_module"] == "@jupyter-widgets/controls")
    #expect(sent.state["_model_name"] == "IntSliderModel")
    #expect(sent.state["_view_name"] == "IntSliderView")
    #expect(sent.state["_model_module_version"] == "2.0.0")
    #expect(sent.state["value"] == 4)
    #expect(sent.data["buffer_paths"] == [])
  }

  @Test("a layout opens before the widget that it is of, which refers to it")
  func layout() {
    _ = page().add(HTML("x"), layout: Layout(width: "10em"))
    let sent = frontEnd.taken()
    #expect(sent.map(\.comm) == ["c1", "c2"])
    #expect(sent[0].state["width"] == "10em")
    #expect(sent[1].state["layout"] == "IPY_MODEL_c1")
  }

  @Test("a change is taken, told to every front end, and sets its action off once")
  func changed() {
    let heard = Mutex<[Int]>([])
    let slider = page().add(IntSlider("k", value: 4, in: 2...12)) { slider, _ in
      heard.withLock { $0.append(slider.value) }
    }
    _ = frontEnd.taken()
    frontEnd.change(["value": 7], of: slider.id.text)
    #expect(slider.model.value == 7)
    #expect(heard.withLock { $0 } == [7])
    let sent = frontEnd.taken()
    #expect(sent.map(\.what) == ["echo_update"])
    #expect(sent[0].state == ["value": 7])
  }

  @Test("of many changes that wait only the last one sets the action off")
  func coalesced() {
    let heard = Mutex<[Int]>([])
    let slider = page().add(IntSlider("k", value: 4, in: 2...12)) { slider, _ in
      heard.withLock { $0.append(slider.value) }
    }
    func move(_ value: Int) -> JSONValue { ["method": "update", "state": ["value": .integer(value)]] }
    frontEnd.say(move(5), move(6), move(9), to: slider.id.text)
    #expect(heard.withLock { $0 } == [9])
  }

  @Test("what the widget cannot have is put right in the front end, and sets nothing off")
  func refused() {
    let slider = page().add(IntSlider("k", value: 4, in: 2...12)) { _, _ in Issue.record("no action") }
    for wrong: JSONValue in [["value": 99], ["value": "7"], ["value": .null], ["value": .number(4.5)]] {
      _ = frontEnd.taken()
      frontEnd.change(wrong, of: slider.id.text)
      let sent = frontEnd.taken()
      #expect(sent.map(\.what) == ["update"])
      #expect(sent.first?.state == ["value": 4])
    }
    frontEnd.change(["max": 100, "_view_name": "x", "nothing": 1], of: slider.id.text)
    #expect(slider.model == IntSlider("k", value: 4, in: 2...12))
  }

  @Test("messages that are none of the protocol's do nothing")
  func nonsense() {
    let slider = page().add(IntSlider("k", value: 4, in: 2...12)) { _, _ in Issue.record("no action") }
    _ = frontEnd.taken()
    frontEnd.say(.null, 7, [], ["method": "fly"], ["method": 1], ["method": "update", "state": 3], to: slider.id.text)
    frontEnd.say(["method": "custom", "content": ["event": "burn"]], to: slider.id.text)
    #expect(frontEnd.taken() == [])
  }

  @Test("a change from this side sends what is different and nothing else")
  func updated() {
    let slider = page().add(IntSlider("k", value: 4, in: 2...12))
    _ = frontEnd.taken()
    slider.update(in: frontEnd) { $0.value = 5 }
    slider.update(in: frontEnd) { $0.value = 5 }
    let sent = frontEnd.taken()
    #expect(sent.map(\.what) == ["update"])
    #expect(sent[0].state == ["value": 5])
  }

  @Test("a click sets the action of a button off; clicks that wait count once")
  func clicked() {
    let clicks = Mutex(0)
    let button = page().add(Button("keep")) { _, _ in clicks.withLock { $0 += 1 } }
    let click: JSONValue = ["method": "custom", "content": ["event": "click"]]
    frontEnd.say(click, to: button.id.text)
    frontEnd.say(click, click, click, to: button.id.text)
    #expect(clicks.withLock { $0 } == 2)
  }

  @Test("a front end that asks for the state of one widget gets all of it")
  func requestedState() {
    let box = page().add(WidgetBox(.down, [WidgetID("c9")]))
    _ = frontEnd.taken()
    frontEnd.say(["method": "request_state"], to: box.id.text)
    let sent = frontEnd.taken()
    #expect(sent.map(\.what) == ["update"])
    #expect(sent.first?.state["children"] == ["IPY_MODEL_c9"])
    #expect(sent.first?.state["_model_name"] == "VBoxModel")
  }

  @Test("a front end that comes later is told of every open widget")
  func requestedStates() throws {
    _ = page().add(Dropdown("method", ["Ward", "complete"], index: 1))
    _ = frontEnd.taken()
    let comm = RecordingComm(id: "control", frontEnd: frontEnd)
    let listener = try #require(WidgetControl(of: open).open(comm, with: CommData(), in: frontEnd))
    listener.receive(CommData(json: #"{"method":"nonsense"}"#), on: comm, in: frontEnd)
    #expect(frontEnd.taken() == [])
    listener.receive(CommData(json: #"{"method":"request_states"}"#), on: comm, in: frontEnd)
    let sent = frontEnd.taken()
    #expect(sent.map(\.what) == ["update_states"])
    let state = sent.first?.data["states"]?["c1"]
    #expect(state?["model_name"] == "DropdownModel")
    #expect(state?["model_module"] == "@jupyter-widgets/controls")
    #expect(state?["model_module_version"] == "2.0.0")
    #expect(state?["state"]?["index"] == 1)
  }

  @Test("the oldest page is closed once more are open than a kernel keeps")
  func closed() {
    for _ in 0..<OpenWidgets.mostPages { _ = page().add(HTML()) }
    _ = frontEnd.taken()
    _ = page().add(HTML())
    #expect(frontEnd.taken().map { "\($0.comm) \($0.what)" } == ["c1 close", "c9 open"])
    #expect(open.states.members?.count == OpenWidgets.mostPages)
  }

  @Test("a page shows its root beside what is seen without widgets")
  func displayed() {
    let page = page()
    let root = page.add(HTML())
    let data = page.display(root.id, fallback: DisplayData(plain: "still"))
    #expect(data.plainText == "still")
    #expect(
      data.forms.contains(
        .json(
          mimeType: "application/vnd.jupyter.widget-view+json",
          text: #"{"model_id":"c1","version_major":2,"version_minor":0}"#)))
  }

  @Test("where nobody hears comms, what is seen without widgets is all there is")
  func unheard() {
    let page = WidgetPage(in: open, openedBy: Deaf(), owner: Owner())
    let root = page.add(HTML())
    #expect(page.display(root.id, fallback: DisplayData(plain: "still")) == DisplayData(plain: "still"))
  }
}

/// A place without a front end.
private struct Deaf: OutputContext {
  var isInterrupted: Bool { false }
  func write(_ text: String, to stream: OutputStream) {}
  func display(_ data: DisplayData, id: String?) {}
  func update(_ data: DisplayData, id: String) {}
  func clearOutput(wait: Bool) {}
}
