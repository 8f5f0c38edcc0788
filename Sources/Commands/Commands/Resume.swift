import CommandLanguage
import CommandSession
import Graphics
import Tables

/// Brings back what a kernel had that is gone.
struct Resume: Command {
  static let name = "resume"
  static let section = Section.keeping
  static let summary = "brings the session back as it was before a crash or a restart; list says which there are"
  static let details = """
    A kernel keeps every change in a journal of its own before it answers (~/.local/state/cohort/sessions, for you alone), so that nothing that was \
    answered is lost when it is killed, crashes or is restarted. %resume takes the last session of this notebook whose kernel is gone. Tables come \
    back from where they came from, by the commands that made them; segments, maps and names, also of interrupted commands, as they were kept. Files \
    that changed meanwhile are named, and what came of them is left out. %undo goes on where it was. Passwords and tokens of addresses \
    are not kept: a database that needs one is connected again by hand. Whatever else a command says is kept as it was written, also a secret in \
    a parameter or a query. %config journal=no keeps nothing.
    """
  static let parameters: [Parameter<Resume>] = [
    .argument("which", \.which, .session, "another one than the last, by its number; list shows them"),
    .key("replace", \.replaces, .yesOrNo, "whether it may take the place of what this session has"),
  ]
  static let examples = [
    Example("%resume", "after a crash or a restart: everything as it was"),
    Example("%resume list", "the sessions there are, also those of other notebooks"),
    Example("%resume 2 replace=yes", "the second of them, in the place of this session"),
  ]

  enum Which: Sendable, Equatable {
    case last, list
    case number(Int)
  }

  var which = Which.last
  var replaces = false

  func run(on session: inout Session, in context: CommandContext) throws {
    if which == .list { return show(context.live.journal?.earlier ?? [], context.live.journal?.notebook, in: context) }
    guard let journal = context.live.journal else {
      throw Mistake(
        .refused(
          name: "NothingToResume",
          message: "sessions are kept by kernels whose home can be written to, and this is none",
          remedy: "%export notebook FILE.ipynb writes the commands that give this session again"))
    }
    let earlier = journal.earlier
    let chosen = try chosen(of: earlier, journal)
    guard replaces || session.isUntouched else {
      throw Mistake(
        .refused(
          name: "SessionInUse",
          message: "this session has \(session.inWords) already, and %resume would put another in its place",
          remedy: "%resume replace=yes does so; %undo does not bring back what was here"))
    }
    try resume(chosen, on: &session, journal, context)
  }

  private func chosen(of earlier: [EarlierSession], _ journal: SessionJournal) throws(Mistake) -> EarlierSession {
    switch which {
    case .number(let number) where (1...max(1, earlier.count)).contains(number) && !earlier.isEmpty:
      return earlier[number - 1]
    case .number(let number):
      throw Mistake(
        .refused(
          name: "NothingToResume", message: "there is no session \(number)",
          remedy: earlier.isEmpty ? "None is kept" : "%resume list shows \(count(earlier.count, "session"))"),
        at: .key("which"))
    default:
      if let last = earlier.first, last.notebook == journal.notebook { return last }
      let names = NotebookNames(earlier.compactMap(\.notebook) + [journal.notebook])
      throw Mistake(
        .refused(
          name: "NothingToResume",
          message: "no kernel that is gone has left a session of \(names.name(of: journal.notebook))",
          remedy: earlier.isEmpty
            ? "Sessions are kept from their first change on" : "%resume list shows those of other notebooks"))
    }
  }

  private func resume(
    _ earlier: EarlierSession, on session: inout Session, _ journal: SessionJournal, _ context: CommandContext
  ) throws {
    var replay = Replay(try journal.open(earlier), from: context.live.beginning, with: context.runner)
    for index in 0..<replay.count {
      let part = Double(index) / Double(replay.count)...Double(index + 1) / Double(replay.count)
      let compute = context.compute("bringing back \(replay.line(index).excerpt)", part: part)
      try compute.checkpoint(0)
      try replay.bringBack(index, context: compute)
    }
    session = replay.result
    let last = replay.lastLine.map { ", up to \($0.excerpt)" } ?? ""
    context.print("Back as \(earlier.timeInWords): \(session.inWords)\(last).")
    for sentence in replay.losses + replay.notes { context.print(sentence) }
    if !replay.losses.isEmpty, replay.mayComeBack {
      context.print(
        "Once it can be had, a restart of the kernel and %resume bring it back. After a change here the session as it was stays in "
          + "%resume list, and comes back by its number.")
    }
    if replay.isCut {
      context.print(
        "The end of the journal is missing: it breaks off within a line, and what came from there on is lost.")
    }
    if replay.isDamaged {
      context.print("The journal is damaged behind that: what came later is not back. The damaged file was set aside.")
    }
  }

  private func show(_ earlier: [EarlierSession], _ own: Notebook?, in context: CommandContext) {
    let names = NotebookNames(earlier.compactMap(\.notebook) + [own].compactMap { $0 })
    let times = Dictionary(grouping: earlier, by: \.timeInWords)
    let rows = earlier.enumerated().map { index, session in
      [
        String(index + 1), session.notebook.map(names.name) ?? "",
        session.timeInWords(withSeconds: times[session.timeInWords, default: []].count > 1).dropFirst(3).description,
        session.isReadable ? session.summary : "cannot be read", String(session.changes),
        session.lastLine?.excerpt ?? "", session.wasShutDown ? "" : "broke off",
      ].map { HTMLTable.Cell($0) }
    }
    context.show(
      HTMLTable(
        title: "\(count(earlier.count, "session")) that can be resumed",
        columns: [
          .init(""), .init("notebook", alignment: .left, wraps: true), .init("until", alignment: .left),
          .init("what there was", alignment: .left, wraps: true), .init("changes"),
          .init("last change", alignment: .left, wraps: true), .init("", alignment: .left),
        ],
        rows: rows, insights: [],
        caption: earlier.isEmpty ? "Sessions are kept from their first change on" : "%resume NUMBER brings one back"))
  }
}

/// How notebooks are told apart: by their names, or by their paths where names are alike.
private struct NotebookNames {
  private let paths: [String: Set<String>]

  init(_ notebooks: [Notebook]) {
    paths = Dictionary(grouping: notebooks, by: \.shown).mapValues { Set($0.map(\.path)) }
  }

  func name(of notebook: Notebook) -> String {
    paths[notebook.shown, default: []].count > 1 ? notebook.path : notebook.shown
  }
}

extension ValueKind where Value == Resume.Which {
  fileprivate static var session: ValueKind {
    ValueKind(
      "list, or the number of a session as %resume list shows it", placeholder: "number",
      candidates: .from(.sessions).adding("list", "the sessions there are"),
      decode: { operand in
        if operand.text.lowercased() == "list" { return .list }
        if operand.text.lowercased() == "last" { return .last }
        return Int(operand.text).flatMap { $0 > 0 ? .number($0) : nil }
      },
      text: { which in
        switch which {
        case .last: nil
        case .list: "list"
        case .number(let number): String(number)
        }
      })
  }
}
