import CommandLanguage
import CommandSession
import Graphics
import Remote
import Segmentation
import Tables
import Wording

extension Score {
  /// Where the result goes, when that is a table of a database: `big.scored`.
  func remoteTarget(in session: Session) throws(Mistake) -> (connection: Connection, table: String)? {
    try to.flatMap { name throws(Mistake) in try session.newTable(named: name, key: "to") }
  }

  /// Scores a table of a database where it is, into a new table beside it.
  func score(
    into target: (connection: Connection, table: String), _ session: inout Session, _ context: CommandContext
  ) throws {
    guard let (connection, name) = session.connection(of: source), let name, connection.name == target.connection.name
    else {
      throw Mistake(
        .refused(
          name: "WrongValue",
          message: "a table of \(target.connection.name) is made of one that is there, and \(source.excerpt) is not",
          remedy: "to=FILE.csv writes a file; %score \(target.connection.name).TABLE to=… scores where the table is"),
        at: .key("to"))
    }
    if tableName != nil {
      throw Mistake(
        .refused(
          name: "WrongKey", message: "as= makes a table of the session, and these rows stay in their database",
          remedy: "Leave it out; %load \(Quoting.item(to ?? "")) brings the result here"), at: .key("as"))
    }
    let engine = try connection.connected()
    let compute = context.compute("scoring in \(connection.name)")
    var remote = try RemoteTable(name, of: connection.name, engine, context: compute)
    // A filter on the table in use holds here too.
    if let used = session.remote?.value.table, used.name == remote.name { remote = used }
    let (model, _) = try fitted(in: session, context)
    do {
      let scoring = try RemoteScoring(
        of: remote, into: target.table, by: model, isReplacing: replace, engine, context: compute)
      context.show(RemoteScoringReport(scoring: scoring, mostRows: context.configuration.rows).table)
    } catch let error as SQLModelError {
      throw Mistake(.refused(name: "NotInSQL", message: error.message, remedy: error.remedy))
    } catch let error as RemoteScoringError {
      throw Mistake(.refused(name: error.name, message: error.message, remedy: error.remedy), at: .key("to"))
    }
  }

}

/// What `%score` shows of a table that was scored in its database.
struct RemoteScoringReport {
  let scoring: RemoteScoring
  let mostRows: Int

  var table: HTMLTable {
    HTMLTable(
      title: "\(count(scoring.rowCount, "customer")) of \(scoring.table)",
      columns: [
        .init("segment", alignment: .left), .init("customers"), .init("share now"), .init("share then"),
        .init("change", tooltip: "percentage points"),
      ] + (scoring.margins == nil ? [] : [.init("margin", note: "median")])
        + (scoring.unusual == nil ? [] : [.init("like nobody before")]),
      rows: (1...scoring.model.k).prefix(mostRows).map(row) + lacking,
      insights: ["Made the table \(scoring.target), a row for each customer."] + scoring.drift.sentences,
      caption: "scored in the engine · model of \(scoring.model.origin.inWords) · \(scoring.model.methodInWords)")
  }

  private func row(_ segment: Int) -> [HTMLTable.Cell] {
    let now = share(scoring.sizes[segment - 1], of: scoring.sizes.reduce(0, +))
    let sizesThen = scoring.model.sizesThen
    let then = share(sizesThen[segment - 1], of: sizesThen.reduce(0, +))
    let change = (now - then) * 100
    let name = scoring.model.name(of: segment)
    return [
      HTMLTable.Cell(
        name ?? "Segment \(segment)",
        segment: SegmentKey(number: segment, name: name ?? "", size: scoring.sizes[segment - 1], share: now).color),
      HTMLTable.Cell(NumberText.count(scoring.sizes[segment - 1])), HTMLTable.Cell(NumberText.percent(now)),
      HTMLTable.Cell(NumberText.percent(then)),
      now.isNaN || then.isNaN
        ? .missing : HTMLTable.Cell((change > 0.05 ? "+" : "") + NumberText.decimals(change, 1)),
    ]
      + (scoring.margins.map {
        [$0[segment - 1].isNaN ? .missing : HTMLTable.Cell(NumberText.decimals($0[segment - 1], 3))]
      } ?? [])
      + (scoring.unusual.map { [HTMLTable.Cell(NumberText.count($0[segment - 1]))] } ?? [])
  }

  private var lacking: [[HTMLTable.Cell]] {
    scoring.dropped == 0 ? [] : [[HTMLTable.Cell("not placed"), HTMLTable.Cell(NumberText.count(scoring.dropped))]]
  }

  private func share(_ part: Int, of all: Int) -> Double { all > 0 ? Double(part) / Double(all) : .nan }
}
