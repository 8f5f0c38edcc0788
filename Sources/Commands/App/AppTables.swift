import CommandLanguage
import CommandSession
import KernelInterface
import Widgets
import Wording

/// The menu of tables, and what brings another one into use.
extension AppPage {
  func chooseTable(_ place: Int, _ context: any OutputContext) {
    let tables = AppTable.choices(in: live.session)
    guard tables.indices.contains(place) else { return }
    load(tables[place].line, named: tables[place].title, context)
  }

  /// Reads what was sent, one file after the other: each is a table of the menu, the last one is in use.
  func read(_ context: any OutputContext) {
    guard let controls else { return }
    var files: [FileUpload.File] = []
    controls.upload.update(in: context) { upload in
      files = upload.takeArrived()
      upload.isDisabled = !files.isEmpty
    }
    defer { controls.upload.update(in: context) { $0.isDisabled = false } }
    // What could not be read is not to be hidden by the next one that could.
    var outcomes: [AppWords.Reading] = []
    for file in files {
      let (line, taken, instead) = AppTable.loading(file.name, in: live.session)
      var outcome = AppWords.Reading(file: file.name)
      do {
        outcome.failure = load(line, named: file.name, of: try SentFile(file), context)
        outcome.renamed = instead.map { (taken, $0) }
      } catch {
        outcome.failure = AppWords.notWritten(file.name)
      }
      outcomes.append(outcome)
    }
    guard !files.isEmpty else { return }
    let words = AppWords.read(outcomes, now: live.session.current?.value)
    controls.status.update(in: context) { $0.value = words }
  }

  /// - Parameters:
  ///   - name: what the reader calls it.
  ///   - file: the one that the line names, where it was sent.
  /// - Returns: what went wrong; empty where nothing did.
  @discardableResult
  private func load(
    _ line: String, named name: String, of file: SentFile? = nil, _ context: any OutputContext
  ) -> String {
    guard let controls else { return "" }
    stopWork()
    controls.status.update(in: context) { $0.value = Announcement.working("Reading \(name)", share: nil) }
    let output = WidgetOutput(controls.overview, progressIn: controls.status, reading: file, in: context)
    // What was repaired while reading stands among what `%load` shows.
    let outcome = live.executeOnWidgets("\(line)\n%missing\n%describe", in: output)
    var failure = ""
    switch outcome {
    case .finished:
      markOverviewDrawn()
      controls.status.update(in: context) { $0.value = AppWords.loaded(self.live.session.current?.value) }
    case .failed(let report):
      failure = AppWords.message(of: report, without: file?.folderPath ?? "")
      controls.status.update(in: context) { $0.value = Announcement.said(escapedMarkup(failure)) }
      forget(.overview)
    }
    listTables(controls, context)
    show(context)
    return failure
  }

  func listTables(_ controls: AppControls, _ context: any OutputContext) {
    let session = live.session
    let tables = AppTable.choices(in: session)
    controls.table.update(in: context) { menu in
      menu.labels = tables.map(\.title)
      menu.index = tables.firstIndex { $0.table == session.current?.value.name } ?? menu.index
    }
  }
}
