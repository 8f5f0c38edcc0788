import CommandLanguage
import Machine
import Remote
import Tables
import Warehouse

/// A table that stays in its database, and what was made of it there.
package struct RemoteWork: Sendable, Codable {
  package var table: RemoteTable
  /// The segments that were made of it.
  package var fit: RemoteFit?

  /// The segments.
  /// - Parameter what: what needs them.
  /// - Throws: `refused` where there are none, or where rows came or went since.
  package func fit(for what: String) throws(Mistake) -> RemoteFit {
    guard let fit else {
      throw Mistake(
        .refused(
          name: "NoSegmentation", message: "\(what) is of segments, and \(table.name) has none",
          remedy: "%cluster k=4 method=kmeans makes some where it is"))
    }
    guard isCurrent else {
      throw Mistake(
        .refused(
          name: "StaleSegmentation", message: "the segments of \(table.name) were made of other rows",
          remedy: "%cluster makes them anew"))
    }
    return fit
  }

  /// Whether the segments, if there are some, are those of the rows that the table has now.
  package var isCurrent: Bool {
    fit.map { $0.conditions == table.conditions && $0.rowCount == table.rowCount } ?? true
  }

  /// `filtered: BALANCE > 1000`; nil where all rows are in use.
  package var conditionsInWords: String? {
    table.conditions.isEmpty ? nil : "filtered: \(table.conditionsInWords)"
  }
}

/// Tables that stay in their databases: one of them can be in use, in the place of a table in memory.
extension Session {
  /// The table in use, where it stays in its database.
  package var remote: Stamped<RemoteWork>? {
    remoteInUse.flatMap { name in remotes.first { $0.value.table.name == name } }
  }

  /// A table in use of the connection that has this name.
  package func remoteTable(of connection: String) -> RemoteTable? {
    remotes.first { $0.value.table.connection.lowercased() == connection.lowercased() }?.value.table
  }

  /// Takes a table of a database into use; what was made of it before is gone where it is not the same any more.
  package mutating func useRemote(_ table: RemoteTable) {
    let name = table.name
    if let index = remotes.firstIndex(where: { $0.value.table.name == name }) {
      if remotes[index].value.table != table {
        remotes[index] = stamp(RemoteWork(table: table, fit: remotes[index].value.fit), from: nil)
      }
    } else {
      remotes.append(stamp(RemoteWork(table: table), from: nil))
    }
    currentTable = nil
    remoteInUse = name
  }

  /// Keeps the segments of the table in use.
  package mutating func setRemoteFit(_ fit: RemoteFit) {
    guard let index = remotes.firstIndex(where: { $0.value.table.name == remoteInUse }) else { return }
    remotes[index] = stamp(RemoteWork(table: remotes[index].value.table, fit: fit), from: nil)
  }

  /// The engine that has the table in use.
  /// - Throws: `refused` where it is not connected any more.
  package func engine(of table: RemoteTable) throws(Mistake) -> any Warehouse {
    guard let connection = connection(named: table.connection) else {
      throw Mistake(
        .refused(
          name: "NotConnected", message: "\(table.connection) is not connected any more",
          remedy: "%connect connects a database"))
    }
    return try connection.connected()
  }

  /// The table in use; of one that stays in its database what is known of it here: its columns, and its first rows.
  /// - Throws: `missingStage` before the first `%load`.
  package func tableOrLook() throws(Mistake) -> Table {
    if let remote { return remote.value.table.look }
    return try table()
  }

  /// Why a command that needs rows in memory cannot have them.
  var remoteRefusal: Problem? {
    guard let name = remoteInUse else { return nil }
    return .refused(
      name: "StaysInDatabase", message: "\(name) stays in its database, and this command needs rows here",
      remedy: "%sample 50000 brings so many of them, %load \(Quoting.item(name)) all")
  }
}
