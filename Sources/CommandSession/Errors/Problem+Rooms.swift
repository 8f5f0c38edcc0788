import Analysis
import CommandLanguage
import Graphics
import Machine
import Segmentation
import Tables
import Warehouse
import Wording

/// Errors of the other rooms as problems of the language.
extension Problem {
  package init(_ error: TableError, in table: String) {
    switch error {
    case .noSuchColumn(let name, let nearest): self = .unknownColumn(name, nearest: nearest, table: table)
    case .ambiguousColumn(let name, let candidates): self = .ambiguousColumn(name, matches: candidates)
    case .duplicateColumn: self = .refused(name: "DuplicateColumn", message: error.message, remedy: "")
    case .unequalLengths: self = .refused(name: "UnequalColumns", message: error.message, remedy: "")
    }
  }

  package init(_ error: LoadError) {
    let name =
      switch error {
      case .missingFile: "FileNotFound"
      case .directory: "IsADirectory"
      case .noPermission: "PermissionDenied"
      case .unreadable: "UnreadableFile"
      case .notText: "NotACSV"
      case .damagedArchive: "DamagedFile"
      case .empty, .onlyHeader: "EmptyFile"
      case .raggedRow, .tooManyFields: "RaggedRow"
      case .unclosedQuote, .textAfterQuote: "BadQuote"
      case .wrongEncoding: "WrongEncoding"
      case .badJSON: "BadJSON"
      case .notWorkbook: "NotAWorkbook"
      case .encryptedWorkbook: "EncryptedFile"
      case .noSuchSheet: "UnknownSheet"
      case .emptySheet: "EmptyFile"
      case .noSuchIdentifier: "UnknownColumn"
      case .invalidOption: "WrongValue"
      case .refused(let name, _, _): name
      case .longRecord, .tooManyColumns, .longName: "TooLarge"
      case .tooLarge: "NotEnoughMemory"
      case .cancelled: "Interrupted"
      }
    let remedy =
      switch error {
      case .raggedRow:
        "A field that holds the delimiter stands in quotes; delimiter= names another one; "
          + "ragged=skip leaves such rows out, ragged=pad fills them up"
      case .tooManyFields: "A field that holds the delimiter stands in quotes; ragged=skip leaves such rows out"
      case .unclosedQuote: "A field ends with a quote if it begins with one; a quote inside it is written twice"
      case .onlyHeader: "A table needs at least one row"
      case .notText(_, nil): "%load reads \(TableSources.all.summary)"
      case .notText(let file, "an SQLite database"): "%connect \(Quoting.item(file)) reaches its tables"
      case .refused(_, _, let remedy): remedy
      default: ""
      }
    self = error == .cancelled ? .interrupted : .refused(name: name, message: error.message, remedy: remedy)
  }

  package init(_ error: WarehouseError) {
    self =
      error == .cancelled
      ? .interrupted : .refused(name: error.name, message: error.message, remedy: error.remedy)
  }

  /// Of a database that is connected, it is said how a table is made in it.
  package init(_ error: WriteError, in session: Session) {
    guard case .wouldReplaceSource(let file) = error, let connection = session.connection(toFile: file.expandingHome)
    else {
      self.init(error)
      return
    }
    self = .refused(
      name: "SourceProtected",
      message: "\(file) is the database that is connected as \(connection.name), and is not replaced",
      remedy: "%export table \(connection.name).NAME makes a new table in it; another name of a file keeps both")
  }

  private init(_ error: WriteError) {
    let name =
      switch error {
      case .wouldReplaceDatabase: "DatabaseProtected"
      case .wouldReplaceSource: "SourceProtected"
      case .directory: "IsADirectory"
      case .missingDirectory: "FileNotFound"
      case .noPermission: "PermissionDenied"
      case .failed: "UnwritableFile"
      case .cancelled: "Interrupted"
      }
    let remedy =
      if case .wouldReplaceDatabase(let file, _) = error {
        "Another name makes a new file; %connect \(Quoting.item(file)) as=NAME, then %export … NAME.TABLE adds a "
          + "table to a database"
      } else { "" }
    self = error == .cancelled ? .interrupted : .refused(name: name, message: error.message, remedy: remedy)
  }

  package init(_ error: PreparationError, in table: String) {
    switch error {
    case .column(let error): self = Problem(error, in: table)
    case .cancelled: self = .interrupted
    case .unusable: self = .refused(name: "UnusableColumn", message: error.message, remedy: "")
    case .logOfOther, .logarithm: self = .refused(name: "NoLogarithm", message: error.message, remedy: "")
    case .infinite: self = .refused(name: "InfiniteValue", message: error.message, remedy: "")
    case .invalidOption: self = .refused(name: "WrongValue", message: error.message, remedy: "")
    case .noFeatures, .tooManyFeatures: self = .refused(name: "NoFeatures", message: error.message, remedy: "")
    case .tooFewRows: self = .refused(name: "TooFewRows", message: error.message, remedy: "")
    }
  }

  package init(_ error: SegmentationError) {
    switch error {
    case .cancelled: self = .interrupted
    case .segmentCount, .starts, .choice: self = .refused(name: "WrongValue", message: error.message, remedy: "")
    case .ownCount:
      self = .refused(
        name: "WrongValue", message: error.message, remedy: "Leave k= out; size= makes segments larger or smaller")
    case .noGroups: self = .refused(name: "NoSegments", message: error.message, remedy: "")
    case .notComparable:
      self = .refused(name: "NothingToCompare", message: error.message, remedy: "%cluster takes this method")
    case .clustering(.memory), .mixture(.memory):
      self = .refused(name: "NotEnoughMemory", message: error.message, remedy: "")
    default: self = .refused(name: "ClusteringError", message: error.message, remedy: "")
    }
  }
}

extension Problem {
  package init(_ error: MemoryShortage) {
    self = .refused(
      name: "NotEnoughMemory",
      message:
        "this needs \(ByteText.megabytes(error.needed)) of memory, and \(ByteText.megabytes(error.available)) are available",
      remedy: "%sample, %filter and %drop make a table smaller; %status says what the session holds")
  }

  package init(_ error: ClusteringError) {
    let name = if case .memory = error { "NotEnoughMemory" } else { "ClusteringError" }
    self = .refused(name: name, message: error.message, remedy: "")
  }

  package init(_ error: TSNEError) {
    let name =
      switch error {
      case .tooFewRows: "TooFewRows"
      case .noColumns: "NoFeatures"
      case .notFinite: "InfiniteValue"
      case .invalidPerplexity, .perplexityTooLarge, .invalidIterations: "WrongValue"
      case .memory: "NotEnoughMemory"
      }
    self = .refused(name: name, message: error.message, remedy: "")
  }
}

extension Mistake {
  /// The mistake behind whatever a command threw, pointing at the argument that it speaks of.
  package init(_ error: any Error, in session: Session) {
    let table = session.current?.value.name ?? "the table"
    switch error {
    case let mistake as Mistake: self = mistake
    case is CancellationError: self.init(.interrupted)
    case let error as TableError: self.init(Problem(error, in: table))
    case let error as LoadError: self.init(Problem(error), at: error.place)
    case let error as PreparationError: self.init(Problem(error, in: table), at: error.place)
    case let error as SegmentationError: self.init(Problem(error), at: error.place)
    case let error as ClusteringError: self.init(Problem(error), at: SegmentationError.clustering(error).place)
    case let error as TSNEError: self.init(Problem(error), at: error.place)
    case let error as SQLError: self.init(Problem(error, in: table))
    case let error as WarehouseError: self.init(Problem(error), at: error.place)
    case let error as WriteError:
      self.init(Problem(error, in: session), at: error == .cancelled ? .command : .key("file"))
    case let error as MemoryShortage: self.init(Problem(error))
    case let error as RasterisationError:
      self.init(.refused(name: "NoPicture", message: error.message, remedy: ""))
    default:
      self.init(.refused(name: String(describing: type(of: error)), message: String(describing: error), remedy: ""))
    }
  }
}

extension WarehouseError {
  fileprivate var place: Mistake.Place {
    switch self {
    case .unknownScheme, .noAddress, .noDriver, .noFile, .folder, .notADatabase, .noConnection: .key("uri")
    case .brokenDriver: .key("driver")
    case .noSuchIdentifier: .key("id")
    case .failed, .notAQuery, .secondStatement, .noColumns: .key("query")
    case .noSuchTable, .ambiguousTable, .noRows, .tooLarge, .nested, .noExtension: .key("source")
    case .changed, .cancelled: .command
    }
  }
}

extension LoadError {
  fileprivate var place: Mistake.Place {
    switch self {
    case .noSuchIdentifier: .key("id")
    case .invalidOption(let key, _, _): .key(key)
    default: .key("source")
    }
  }
}

extension PreparationError {
  fileprivate var place: Mistake.Place {
    switch self {
    case .invalidOption(let option, _, _): .key(option)
    case .unusable: .key("features")
    case .logOfOther: .key("log")
    case .logarithm: .key("offset")
    default: .command
    }
  }
}

extension SegmentationError {
  fileprivate var place: Mistake.Place {
    switch self {
    case .segmentCount: .key("k")
    case .starts: .key("starts")
    case .ownCount: .key("k")
    case .noGroups, .notComparable: .key("method")
    case .choice(let key, _): .key(key)
    case .clustering(.memory): .key("linkage")
    case .clustering(.clusterCount): .key("k")
    default: .command
    }
  }
}

extension TSNEError {
  fileprivate var place: Mistake.Place {
    switch self {
    case .invalidPerplexity, .perplexityTooLarge: .key("perplexity")
    case .invalidIterations: .key("iterations")
    case .tooFewRows, .noColumns, .notFinite, .memory: .command
    }
  }
}
