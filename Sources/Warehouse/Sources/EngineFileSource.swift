import FoundationEssentials
import Machine
import Tables

/// Files that DuckDB reads, here or over the network: Parquet, a JSON document, and either by http and s3.
public struct EngineFileSource: TableSource {
  public static let summary = "Parquet and JSON (by DuckDB)"
  public static let endings = [".parquet", ".pq", ".json", ".json.gz"]
  public static let schemes = ["http", "https", "s3", "gs", "gcs", "r2", "hf"]

  private let identifier: String?

  public init(_ options: LoadOptions) { identifier = options.identifier }

  public static func shown(_ place: String) -> String { Secrets.hidden(in: place) }

  public func table(at place: String, context: ComputeContext) throws(LoadError) -> Table {
    let shown = Self.shown(place)
    let isRemote = Self.schemes.contains { place.lowercased().hasPrefix($0 + "://") }
    if !isRemote, !FileManager.default.fileExists(atPath: place) {
      throw .missingFile(file: place, nearest: nearestFiles(to: place))
    }
    do throws(WarehouseError) {
      let duckDB = try ADBCConnection.open(.memory, .duckdb, driver: nil, context: context)
      let from = "\(try reader(of: place))(\(SQLDialect.duckdb.literal(place)))"
      let rows = try duckDB.result(of: "SELECT count(*) AS n FROM \(from)", expecting: nil, context: context)
        .columns.first?.numbers?.first.map { Int($0) }
      if rows == 0 { throw .noRows(shown) }
      let (columns, notices) = try duckDB.result(
        of: "SELECT * FROM \(from)", expecting: rows, context: context)
      return try Table(
        of: columns, named: Self.name(of: place), from: shown, identifier: identifier, notices: notices)
    } catch {
      if error == .cancelled { throw .cancelled }
      let reading: WarehouseError =
        if case .failed(_, let reason) = error { Self.failure(shown, reason, of: place) } else { error }
      throw .refused(name: reading.name, message: reading.message, remedy: reading.remedy)
    }
  }

  /// What DuckDB says of a place, without the query that was made for it, and what lets somebody in there.
  private static func failure(_ shown: String, _ said: String, of place: String) -> WarehouseError {
    let words = said.split(separator: " LINE 1: ", maxSplits: 1).first.map(String.init) ?? ""
    let reason = Secrets.hide(Secrets.all(inAddress: place), in: words)
    guard reason.contains("Extension"), reason.contains("httpfs") else { return .failed(shown, reason: reason) }
    let why = reason.firstMatch(of: /\(ERROR ([^)]+)\)/).map { String($0.1) }
    return .noExtension("httpfs", for: shown, reason: why)
  }

  /// DuckDB's function for a file of this name.
  private func reader(of place: String) throws(WarehouseError) -> String {
    let path = place.prefix { $0 != "?" }.lowercased()
    if path.hasSuffix(".parquet") || path.hasSuffix(".pq") { return "read_parquet" }
    if path.hasSuffix(".json") || path.hasSuffix(".json.gz") || path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") {
      return "read_json_auto"
    }
    if path.hasSuffix(".csv") || path.hasSuffix(".csv.gz") || path.hasSuffix(".tsv") { return "read_csv_auto" }
    throw .failed(
      Self.shown(place), reason: "its name ends in none of .parquet, .json, .csv, so that nobody knows what it is")
  }

  private static func name(of place: String) -> String {
    var name = place.prefix { $0 != "?" }.split(separator: "/").last.map(String.init) ?? place
    for ending in [".gz"] + endings + [".csv", ".tsv", ".jsonl", ".ndjson"]
    where name.lowercased().hasSuffix(ending) && name.count > ending.count { name.removeLast(ending.count) }
    return name
  }
}

extension Table {
  /// A table of what a database gave.
  /// - Throws: `WarehouseError.noSuchIdentifier`, `.noRows`, `.noColumns`.
  public init(
    of columns: [Column], named name: String, from shown: String, identifier: String?, notices: [LoadNotice]
  ) throws(WarehouseError) {
    guard let first = columns.first else { throw .noColumns(shown) }
    guard first.count > 0 else { throw .noRows(shown) }
    let empty = columns.filter(\.isEmpty).map { LoadNotice.allMissing(column: $0.name) }
    do throws(TableError) {
      try self.init(name: name, columns: columns, source: shown, notices: notices + empty)
      guard let identifier else { return }
      let index = try index(of: identifier)
      identify(by: index)
      if !self.columns[index].isUnique { self.notices.append(.identifierNotUnique(column: identifier)) }
    } catch {
      throw .noSuchIdentifier(identifier ?? "", in: shown, nearest: error.suggestions)
    }
  }
}
