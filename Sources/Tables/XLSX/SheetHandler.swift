import Machine

/// Writes the text of a sheet while its XML is read.
final class SheetHandler: XMLHandler {
  /// At a place of its own: millions of elements come, and each change of a property would be checked to be alone.
  private let state: UnsafeMutablePointer<SheetState>
  private var memory = MemoryMeter()

  init(file: String, part: String, workbook: Workbook, strings: SharedStrings, styles: CellStyles, decimal: UInt8) {
    state = .allocate(capacity: 1)
    state.initialize(
      to: SheetState(
        file: file, part: part, from1904: workbook.countsFrom1904, strings: strings, styles: styles, decimal: decimal))
  }

  deinit {
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// What was read; the handler has it no more.
  func takeText() -> SheetText {
    defer { state.pointee.sheet = SheetText() }
    return state.pointee.sheet
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    state.pointee.start(name, attributes)
  }

  override func end(_ name: XMLName) {
    state.pointee.end(name)
    // One long text may stand in every cell.
    let grown = state.pointee.sheet.bytes.count - memory.bytes
    if grown > 1 << 20 { count(grown) }
    if name.isCalled("row"), let reason = state.pointee.mistake {
      failure = ZipArchive.damaged(state.pointee.file, "its part \(state.pointee.part): \(reason)")
    }
  }

  private func count(_ grown: Int) {
    do {
      try memory.grow(by: grown)
    } catch {
      failure = .tooLarge(file: state.pointee.file, needed: error.needed, available: error.available)
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) { state.pointee.text(bytes) }
}
