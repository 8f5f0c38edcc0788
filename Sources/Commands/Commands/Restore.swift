import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// Brings a saved segmentation back.
struct Restore: Command {
  static let name = "restore"
  static let section = Section.keeping
  static let summary = "brings back the recipe and the segmentation that %save wrote"
  static let details = """
    On the table that the model was made from, everything is as it was: features, segments, names, colours. On another table \
    with the same columns, each customer goes to the segment with the nearest centroid (Ward and k-means) or the greatest density (mixtures); numbers and names \
    stay those of the model.
    """
  static let tableCopies = 6.0
  static let growth = Growth.quadratic(because: "the silhouette is measured anew, over all pairs of rows")
  static let parameters: [Parameter<Restore>] = [
    .argument("file", \.file, .path(endings: [".json"]), "what %save wrote", required: true)
  ]
  static let examples = [Example("%restore segments.json", "the segments of the table in use, as they were saved")]

  var file = ""

  func run(on session: inout Session, in context: CommandContext) throws {
    let model = try SavedModel.read(file, key: "file")
    if let remote = session.remote?.value.table {
      let connection = remote.connection
      throw Mistake(
        .refused(
          name: "StaysInDatabase",
          message: "\(remote.name) stays in its database, and a model is brought back onto rows that are here",
          remedy: "%score \(Quoting.item(remote.name)) model=\(Quoting.item(file)) to=\(connection).scored puts "
            + "its rows into these segments where they are; %sample 50000 brings rows here"))
    }
    guard var table = session.current?.value else {
      throw Mistake(
        .refused(
          name: "NoTable", message: "there is no table yet, and the model needs the customers of one",
          remedy: "%load the one it was made from, \(model.origin.inWords), or one with the same columns"))
    }
    let roles = RestoredRoles(model.origin.roles, in: &table)
    if !roles.given.isEmpty { session.changeTable(table) { $0.roles += roles.given } }
    let restored: RestoredModel
    do throws(ModelError) {
      restored = try model.restore(on: table, context: context.compute("restoring segments"))
    } catch {
      throw Mistake(Problem(error, in: file), at: .key("file"))
    }
    session.setFeatures(restored.preparation, isImplied: model.isImplied && restored.isSameTable)
    session.setSegmentation(restored.segmentation)
    session.restoredModel = session.stamp(
      "\(file), made from \(model.origin.inWords)", from: session.madeSegmentation?.stamp)
    let rest = context.compute("describing segments", part: 1...1)
    try rest.checkpoint(1)
    let traits = try SegmentTraits(of: restored.segmentation, table: table, context: rest)
    try rest.checkpoint(1)
    let facts = try DecisiveFacts(of: restored.segmentation, table: table, context: rest)
    try rest.checkpoint(1)
    context.show(
      SegmentationReport(
        segmentation: restored.segmentation, traits: traits, facts: facts, mostRows: context.configuration.rows,
        renaming: table.renamingOfNamesakes
      ).table)
    for sentence in roles.sentences { context.print(sentence) }
  }
}

extension SavedModel {
  /// The model in a file.
  /// - Parameter key: of the argument that names it.
  static func read(_ file: String, key: String) throws(Mistake) -> SavedModel {
    let bytes: [UInt8]
    do throws(LoadError) {
      bytes = try WholeFile.read(file.expandingHome)
    } catch {
      throw Mistake(Problem(error), at: .key(key))
    }
    do throws(ModelError) {
      return try SavedModel(file: bytes)
    } catch {
      throw Mistake(Problem(error, in: file), at: .key(key))
    }
  }
}

/// What columns were said to be when a model was saved, said again of the table in use.
private struct RestoredRoles {
  /// As `%role` takes them: `ZIP=code`.
  private(set) var given: [String] = []
  private var refused: [String] = []

  /// - Parameter table: takes the roles of columns that it has; what somebody said of them since stays.
  init(_ roles: [SavedModel.GivenRole], in table: inout Table) {
    for wanted in roles {
      guard let index = table.columns.firstIndex(where: { $0.name == wanted.column }), !table.role(of: index).isGiven
      else { continue }
      do throws(RoleError) {
        try table.assign(wanted.role, to: index)
        given.append("\(wanted.column)=\(wanted.role.rawValue)")
      } catch {
        refused.append("\(wanted.column) was said to be \(wanted.role.noun), and is not here: \(error.message).")
      }
    }
  }

  var sentences: [String] {
    (given.isEmpty ? [] : ["Columns are what they were said to be then: \(given.joined(separator: ", "))."]) + refused
  }
}

extension Problem {
  /// - Parameter file: the model's; nil for one that is in no file.
  init(_ error: ModelError, in file: String?) {
    let name =
      switch error {
      case .unreadable, .field, .inconsistent, .altered: "DamagedModel"
      case .notAModel: "NotAModel"
      case .otherVersion: "OtherVersion"
      case .missingColumns: "UnknownColumn"
      case .unknownCategory: "UnknownCategory"
      case .wrongType: "WrongColumnType"
      case .noCentroids: "NoCentroids"
      case .emptySegments: "EmptySegments"
      case .tooFewRows: "TooFewRows"
      case .clustering: "ClusteringError"
      case .memory: "NotEnoughMemory"
      case .cancelled: "Interrupted"
      }
    let isAboutFile =
      switch error {
      case .unreadable, .field, .inconsistent, .altered, .notAModel, .otherVersion, .noCentroids: true
      default: false
      }
    self =
      error == .cancelled
      ? .interrupted
      : .refused(
        name: name, message: (isAboutFile ? file.map { "\($0): " } ?? "" : "") + error.message, remedy: error.remedy)
  }
}
