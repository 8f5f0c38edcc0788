import CommandLanguage
import CommandSession
import FoundationEssentials
import Glibc
import Graphics
import Segmentation
import Tables
import Warehouse
import Wording

/// Reads a table.
struct Load: Command {
  static let name = "load"
  static let section = Section.data
  static let summary =
    "reads \(TableSources.all.summary); without a source, the built-in sample of card customers"
  static let details =
    "The types of the columns come from the whole file. Decimal commas, signs of money, percent, local dates, titles above the "
    + "names and the like are read as what they mean, and each is said, with the key that takes it back. Quoted fields, line breaks in fields, a byte order mark and "
    + "Windows line ends are understood; decimals are exact to the last bit. What each column is (an identifier, an amount, an "
    + "outcome, …) is found from its name and values, and said; %role says otherwise."
  static let parameters: [Parameter<Load>] = [
    .argument(
      "source", \.source, .path(endings: TableSources.all.possibleEndings).withBuiltInTables,
      "the file, a table of a database that %connect connected (NAME.TABLE), or a built-in table: sample, shop, purchases, shapes"
    ),
    .key("as", \.tableName, .name, "the table's name, else the file's"),
    .key("delimiter", \.delimiter, .delimiter, "what stands between fields"),
    .key("decimal", \.decimal, .decimal, "what stands before the fraction of a number"),
    .key("thousands", \.thousands, .character, "what stands between groups of digits"),
    .key("encoding", \.encoding, .encoding, "how bytes stand for characters"),
    .key("missing", \.missing, .missingTokens, "what else stands for a missing value"),
    .key(
      "repair", \.repair, .choice(), "whether $1,200, 12 %, (43.10) and the like are read as numbers, or none as text"),
    .key("dates", \.dates, .choice(), "the order of day, month and year; text reads no dates"),
    .key("skip", \.skip, .wholeNumber(in: 0...100_000), "lines before the one with the names"),
    .key("header", \.header, .yesOrNo, "whether the first line gives the names"),
    .key("ragged", \.ragged, .choice(), "what becomes of rows with another number of fields"),
    .key("sheet", \.sheet, .text(), "which sheet of a workbook, by name or number; else the first that is not hidden"),
    .key("query", \.query, .text(), "of a database: a query in its own SQL, in the place of a table"),
    .key("id", \.identifier, .column, "the column that tells one row from another"),
  ]
  static let examples = [
    Example("%load", "the built-in sample, as %load sample does"),
    Example("%load shop", "customers of a built-in shop; %load purchases has what they bought"),
    Example("%load shapes", "points in a plane, for learning what clustering does"),
    Example("%load customers.csv", "a file; Tab completes its path"),
    Example("%load export.csv delimiter=\";\" decimal=\",\" thousands=.", "numbers as German spreadsheets write them"),
    Example("%load customers.xlsx sheet=Orders", "a sheet of a workbook; without sheet= the first"),
    Example("%load customers.parquet", "a Parquet file, read by DuckDB"),
    Example(
      "%load customers.csv.gz missing=-999,unknown id=CUSTOMER", "further tokens for missing, and the identifier"),
  ]

  var source: String?
  var tableName: String?
  var delimiter: Delimiter = .automatic
  var decimal: Character?
  var thousands: Character?
  var encoding = TextEncoding.utf8
  var missing: [String]?
  var repair = CellRepair.auto
  var dates = DateReading.auto
  var skip: Int?
  var header: Bool?
  var ragged = RaggedRows.auto
  var sheet: String?
  var query: String?
  var identifier: Reference?

  /// Where tables come from.
  var sources = TableSources.all

  func run(on session: inout Session, in context: CommandContext) throws {
    // Figures follow a table, and the first need not wait for what images are drawn with.
    if context.configuration.formats.contains(.png) { ImageLibraries.loadAhead() }
    // As it was before it was read: what is written to it from then on is not in the table.
    let sent = (context.execution as? any FileSending)?.sentFile.flatMap { $0.name == source ? $0 : nil }
    let file: LoadedFile? =
      if let sent { .sent(checksum: sent.checksum, size: sent.size) } else {
        source.flatMap { FileState(of: $0.expandingHome) }.map(LoadedFile.named)
      }
    var table = try sent.map { try read($0, context) } ?? table(session, context)
    if let tableName { table.name = tableName }
    let seen = try LoadedTable(table: table, offer: Rfm.Offer(for: table)?.sentence)
      .html(rows: 5, context.compute("looking at \(table.name)"))
    session.setTable(table)
    session.loadedFiles[table.name] = file
    context.show(seen)
    context.show(RolesTable(table: table).html)
  }

  private func table(_ session: Session, _ context: CommandContext) throws -> Table {
    guard let source else { return try builtIn(.sample, context) }
    // A file is never hidden: ./sample reads one of that name, and so does sample where there is one.
    if let name = BuiltInTable(rawValue: source), !FileManager.default.fileExists(atPath: source) {
      return try builtIn(name, context)
    }
    if !FileManager.default.fileExists(atPath: source), let (connection, table) = session.connection(of: source) {
      return try read(from: connection, table, context)
    }
    guard query == nil else {
      let known = session.connections.map(\.name)
      throw Mistake(
        .refused(
          name: "NotConnected", message: "a query is put to a database, and none is called \(source.excerpt)",
          remedy: known.isEmpty
            ? "%connect URI as=\(source.isName ? source : "big") connects one"
            : "There are \(list(known))"),
        at: .key("source"))
    }
    try refuseMistyped(source)
    return try read(source, shownAs: nil, context)
  }

  // MARK: Databases

  func read(from connection: Connection, _ table: String?, _ context: CommandContext) throws -> Table {
    if let key = keysOfSources.first(where: { context.isGiven($0) && $0 != "id" && $0 != "query" }) {
      throw Mistake(
        .refused(
          name: "WrongKey", message: "\(key)= says nothing of how a database is read", remedy: "Leave it out"),
        at: .key(key))
    }
    let warehouse = try connection.connected()
    switch (table, query) {
    case (let table?, nil):
      let shown = "\(connection.name).\(table)"
      let (columns, notices) = try warehouse.load(
        table, from: connection.name, context: context.compute("reading \(shown)"))
      return try Table(
        of: columns, named: table.split(separator: ".").last.map(String.init) ?? table,
        from: "\(table) of \(connection.shown)", identifier: identifier?.name, notices: notices)
    case (nil, let query?):
      let (columns, notices) = try warehouse.result(
        of: query, expecting: nil, context: context.compute("asking \(connection.name)"))
      return try Table(
        of: columns, named: connection.name, from: "a query of \(connection.shown)", identifier: identifier?.name,
        notices: notices)
    case (_?, _?):
      throw Mistake(
        .refused(
          name: "WrongKey", message: "a query names its tables itself",
          remedy: "Write %load \(connection.name) query=\"…\", without the table"), at: .key("query"))
    case (nil, nil):
      let tables = connection.tables.prefix(6).map { "\(connection.name).\($0)" }
      throw Mistake(
        .refused(
          name: "MissingArgument", message: "\(connection.name) is a database, and no table of it is named",
          remedy: tables.isEmpty ? "query=\"SELECT …\" asks it" : "There are \(tables.joined(separator: ", "))"),
        at: .key("source"))
    }
  }

  /// Nothing of the table says where a file lay that was sent.
  private func read(_ file: SentFile, _ context: CommandContext) throws -> Table {
    var table = try read(file.path, shownAs: file.name, context)
    table.source = file.name
    return table
  }

  /// - Parameter name: what the reader calls it; nil for the source as it was written.
  func read(_ source: String, shownAs name: String?, _ context: CommandContext) throws -> Table {
    if DatabaseAddress.isServer(source) {
      throw Mistake(
        .refused(
          name: "FileNotFound", message: "\(Secrets.hidden(in: source)) is a database, and no table of it is named",
          remedy: "%connect it as=NAME, then %load NAME.TABLE"), at: .key("source"))
    }
    let type = sources.source(for: source)
    if let key = keysOfSources.first(where: { context.isGiven($0) && !type.keys.contains($0) }) {
      throw Mistake(
        .refused(
          name: "WrongKey", message: "\(key)= says nothing of how \(type.summary) is read", remedy: "Leave it out"),
        at: .key(key))
    }
    return try type.init(options).table(
      at: source.expandingHome, context: context.compute("reading \(name ?? type.shown(source))"))
  }

  /// Where there is no such file, a built-in table may have been meant.
  private func refuseMistyped(_ source: String) throws(Mistake) {
    guard !source.contains(where: { "/.:".contains($0) }), !FileManager.default.fileExists(atPath: source),
      let nearest = nearestNames(to: source, among: BuiltInTable.allCases.map(\.rawValue)).first
    else { return }
    throw Mistake(
      .refused(
        name: "FileNotFound", message: "there is no file \(source)",
        remedy: "Did you mean \(nearest), a built-in table?"),
      at: .key("source"))
  }

  /// The keys that say how to read; which of them mean something, the source knows.
  private var keysOfSources: [String] {
    Self.parameters.map(\.description.key).filter { $0 != "as" && $0 != "source" }
  }

  private func builtIn(_ name: BuiltInTable, _ context: CommandContext) throws -> Table {
    if let key = keysOfSources.first(where: context.isGiven) {
      throw Mistake(
        .refused(
          name: "MissingArgument", message: "\(key)= says how to read a file, and no file is named",
          remedy: "%load file.csv \(key)=… reads one; %load alone takes the built-in sample"),
        at: .key(key))
    }
    return name.table
  }

  private var options: LoadOptions {
    let character: Character? = if case .character(let character) = delimiter { character } else { nil }
    return LoadOptions(
      identifier: identifier?.name,
      csv: CSVOptions(
        delimiter: character, decimal: decimal, thousands: thousands, encoding: encoding,
        missing: missing?.filter { !$0.isEmpty } ?? [], repair: repair, dates: dates, skip: skip, header: header,
        ragged: ragged, takesMissingWords: missing != [""]),
      sheet: sheet)
  }

  /// What there is without a file.
  enum BuiltInTable: String, Sendable, CaseIterable {
    case sample, shop, purchases, shapes

    var table: Table {
      switch self {
      case .sample: SampleData.creditCards()
      case .shop: ShopData().customers
      case .purchases: ShopData().purchases
      case .shapes: Shapes().table
      }
    }

    var meaning: String {
      switch self {
      case .sample: "card customers who do not exist"
      case .shop: "customers of a shop who do not exist"
      case .purchases: "what they bought, for %rfm"
      case .shapes: "points in a plane, for learning"
      }
    }
  }

  enum Delimiter: Sendable, Equatable {
    case automatic
    case character(Character)
  }
}

extension ValueKind where Value == String {
  fileprivate var withBuiltInTables: ValueKind {
    var kind = self
    kind.candidates = Load.BuiltInTable.allCases.reduce(candidates) { $0.adding($1.rawValue, $1.meaning) }
    kind.candidates.sources.append(.databaseTables)
    return kind
  }
}

extension ValueKind where Value == Load.Delimiter {
  static var delimiter: ValueKind {
    ValueKind<Character>.character
      .map({ .character($0) }, back: { if case .character(let character) = $0 { character } else { nil } })
      .or("auto", .automatic, "finds out which of comma, tab, semicolon and bar the file uses")
  }
}

extension ValueKind where Value == TextEncoding {
  /// By any of its usual names.
  fileprivate static var encoding: ValueKind {
    var kind = ValueKind.choice([
      .latin1: "windows-1252, cp1252 and iso-8859-1 too", .latin9: "iso-8859-15: with the euro sign",
    ])
    let decode = kind.decode
    kind.decode = { decode($0) ?? TextEncoding(named: $0.text) }
    return kind
  }
}

extension ValueKind where Value == Character {
  static var decimal: ValueKind {
    ValueKind(
      ". or \",\"", placeholder: "char", candidates: .none.adding(".", "1.5").adding("\",\"", "1,5"),
      decode: { $0.text == "." || $0.text == "," ? $0.text.first : nil }, text: { Quoting.item(String($0)) })
  }
}

extension ValueKind where Value == [String]? {
  static var missingTokens: ValueKind {
    ValueKind(
      "texts set apart by commas, besides empty fields, NA, NaN and null, which are usual; \"\" leaves empty fields alone",
      placeholder: "text", decode: { $0.items.map(\.text) == ["usual"] ? .some(nil) : $0.items.map(\.text) },
      text: { $0?.map(Quoting.item).joined(separator: ",") ?? "usual" })
  }
}
