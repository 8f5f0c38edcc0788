import Analysis
import Segmentation
import Tables

/// Holds the segments against another division of the same customers.
struct Agree: Command {
  static let name = "agree"
  static let section = Section.reading
  static let summary = "compares the segments with a column of labels, another segmentation or a file of segments"
  static let details = """
    A column of that name comes first: text, yes or no, or numbers of few values. previous is the segmentation before this \
    one; kmeans, ward, complete, average and single make another one on the spot, of the same features and with as many \
    segments; truth is known for the built-in sample alone. A .csv that %export segments wrote is matched by identifier. \
    The adjusted Rand index and the adjusted mutual information are 1 for the same division and 0 for what chance gives.
    """
  static let parameters: [Parameter<Agree>] = [
    .argument("other", \.other, .comparison, "what the segments are compared with", required: true),
    .key("seed", \.seed, .seed, "where k-means' random numbers start; the session's without it"),
  ]
  static let examples = [
    Example("%agree truth", "the types that the built-in sample was made of"),
    Example("%agree kmeans", "who is elsewhere when k-means does it"),
    Example("%agree previous", "what the last %cluster changed"),
    Example("%agree segments.csv", "the segments that %export segments wrote"),
  ]

  var other = Reference(name: "", range: 0..<0)
  var seed: UInt64?

  func run(on session: inout Session, in context: CommandContext) throws {
    let segmentation = try session.segmentation()
    let agreement: Agreement
    do {
      agreement = try Agreement(of: segmentation, with: labelling(for: segmentation, session, context))
    } catch let error as AgreementError {
      throw Mistake(Problem(error), at: other.range)
    } catch let error as LoadError {
      throw Mistake(Problem(error), at: other.range)
    } catch let error as SegmentationError {
      throw Mistake(Problem(error), at: other.range)
    }
    context.show(
      CrossTable(agreement: agreement, segmentation: segmentation).figure(context.figureOptions), keptIn: &session)
  }

  // MARK: What is meant by the word

  private func labelling(
    for segmentation: Segmentation, _ session: Session, _ context: CommandContext
  ) throws -> Labelling {
    let table = try session.table()
    if Self.namesFile(other.name) { return try file(for: table, context) }
    do {
      return try Labelling(table.columns[table.index(of: other.name)])
    } catch TableError.noSuchColumn {
      guard let word = Word(rawValue: other.name.lowercased()) else { throw unknown(table) }
      switch word {
      case .previous: return Labelling(try session.previousSegmentation(at: other.range), word: word.rawValue)
      case .truth: return try Labelling(truthOf: table)
      default: return try method(word, than: segmentation, session, context)
      }
    } catch let error as TableError {
      throw Mistake(Problem(error, in: table.name), at: other.range)
    }
  }

  private static func namesFile(_ text: String) -> Bool {
    text.contains("/") || [".csv", ".tsv", ".txt", ".gz"].contains { text.lowercased().hasSuffix($0) }
  }

  private func file(for table: Table, _ context: CommandContext) throws -> Labelling {
    let file = try CSVReader.read(
      path: other.name.expandingHome, context: context.compute("reading \(other.name)"))
    let name = other.name.split(separator: "/").last.map(String.init) ?? other.name
    return try Labelling(file: file, named: name, for: table)
  }

  private func method(
    _ word: Word, than segmentation: Segmentation, _ session: Session, _ context: CommandContext
  ) throws -> Labelling {
    var options = segmentation.options
    options.seed = seed ?? session.seed
    if let linkage = Linkage(rawValue: word.rawValue) {
      options.method = .hierarchical
      options.linkage = linkage
    } else {
      options.method = .kmeans
    }
    let isSame =
      options.method == segmentation.options.method
      && (options.method == .kmeans
        ? options.seed == segmentation.options.seed : options.linkage == segmentation.options.linkage)
    guard !isSame else {
      throw Mistake(
        .refused(
          name: "SameSegmentation",
          message: "the segments were made by \(options.methodInWords), and would agree with themselves",
          remedy: options.method == .kmeans
            ? "%agree kmeans seed=\(options.seed &+ 1) starts elsewhere" : "kmeans and other linkages differ"),
        at: other.range)
    }
    return try Labelling(
      segmentation, otherwise: options, context: context.compute("clustering by \(options.methodInWords)"))
  }

  private func unknown(_ table: Table) -> Mistake {
    let known = table.columns.map(\.name) + Word.allCases.map(\.rawValue)
    let nearest = nearestNames(to: other.name, among: known)
    let words = "a column, \(Word.allCases.map(\.rawValue).joined(separator: ", ")) or a .csv of segments"
    return Mistake(
      .refused(
        name: "UnknownComparison", message: "‘\(other.name.excerpt)’ is no column of \(table.name) and no segmentation",
        remedy: nearest.isEmpty ? "It is \(words)" : "Did you mean \(nearest.joined(separator: " or "))? It is \(words)"
      ),
      at: other.range)
  }

  /// What is no column: other segmentations, and the truth.
  enum Word: String, CaseIterable {
    case previous, truth, kmeans, ward, complete, average, single

    var meaning: String {
      switch self {
      case .previous: "the segmentation before this one"
      case .truth: "the types behind the built-in sample"
      case .kmeans: "as many segments by k-means"
      case .ward, .complete, .average, .single: "as many segments by \(rawValue == "ward" ? "Ward" : rawValue) linkage"
      }
    }
  }
}

extension ValueKind where Value == Reference {
  /// What segments can be compared with.
  fileprivate static var comparison: ValueKind {
    let column = ValueKind<Reference>.column
    var candidates = column.candidates
    candidates.sources.append(.paths(endings: [".csv"]))
    for word in Agree.Word.allCases { candidates = candidates.adding(word.rawValue, word.meaning) }
    return ValueKind(
      "the name of a column, previous, truth, a method (kmeans, ward, complete, average, single) or a .csv of segments",
      placeholder: "other", candidates: candidates, decode: column.decode, text: column.text)
  }
}

extension Problem {
  fileprivate init(_ error: AgreementError) {
    self = .refused(name: "NothingToCompare", message: error.message, remedy: error.remedy)
  }
}
