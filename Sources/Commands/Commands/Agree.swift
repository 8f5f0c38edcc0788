import Analysis
import CommandLanguage
import CommandSession
import Segmentation
import Tables
import Warehouse
import Wording

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
    let agreement = try agreement(of: segmentation, session, context)
    context.show(
      CrossTable(agreement: agreement, segmentation: segmentation).figure(context.figureOptions), keptIn: &session)
  }

  /// The segments held against what was named.
  /// - Throws: a mistake at the name, for what is nothing to compare with.
  func agreement(
    of segmentation: CustomerSegmentation, _ session: Session, _ context: CommandContext
  ) throws -> Agreement {
    do {
      return try Agreement(of: segmentation, with: labelling(for: segmentation, session, context))
    } catch let error as AgreementError {
      throw Mistake(Problem(error), at: other.range)
    } catch let error as LoadError {
      throw Mistake(Problem(error), at: other.range)
    } catch let error as SegmentationError {
      throw Mistake(Problem(error), at: other.range)
    }
  }

  // MARK: What is meant by the word

  private func labelling(
    for segmentation: CustomerSegmentation, _ session: Session, _ context: CommandContext
  ) throws -> Labelling {
    let table = try session.table()
    if Self.namesFile(other.name) { return try file(for: table, context) }
    do {
      return try Labelling(table.columns[table.index(of: other.name)])
    } catch TableError.noSuchColumn {
      let word = other.name.lowercased()
      if let named = Word(rawValue: word) {
        switch named {
        case .previous: return Labelling(try session.previousSegmentation(at: other.range), word: word)
        case .truth: return try Labelling(truthOf: table)
        }
      }
      guard let named = MethodChoices.variants.first(where: { $0.word == word }) else { throw unknown(table) }
      return try method(named, than: segmentation, session, context)
    } catch let error as TableError {
      throw Mistake(Problem(error, in: table.name), at: other.range)
    }
  }

  private static func namesFile(_ text: String) -> Bool {
    text.contains("/") || TableSources.all.possibleEndings.contains { text.lowercased().hasSuffix($0) }
  }

  private func file(for table: Table, _ context: CommandContext) throws -> Labelling {
    let file = try TableSources.all.source(for: other.name).init(LoadOptions())
      .table(at: other.name.expandingHome, context: context.compute("reading \(other.name)"))
    let name = other.name.split(separator: "/").last.map(String.init) ?? other.name
    return try Labelling(file: file, named: name, for: table)
  }

  private func method(
    _ method: any Method, than segmentation: CustomerSegmentation, _ session: Session, _ context: CommandContext
  ) throws -> Labelling {
    var options = segmentation.options
    options.method = method
    options.seed = seed ?? session.seed
    _ = try session.wholeSegmentation(for: "another division by \(method.noun)")
    guard !options.makesSameSegments(as: segmentation.options) else {
      let others = MethodChoices.variants.filter { $0.word != method.word }
      throw Mistake(
        .refused(
          name: "SameSegmentation",
          message: "the segments were made by \(options.methodInWords), and would agree with themselves",
          remedy: method.usesSeed
            ? "%agree \(method.word) seed=\(options.seed &+ 1) starts elsewhere"
            : "\(list(others.map(\.word))) differ"),
        at: other.range)
    }
    return try Labelling(
      segmentation, otherwise: options, context: context.compute("clustering by \(options.methodInWords)"))
  }

  private func unknown(_ table: Table) -> Mistake {
    let words = Self.words.map(\.text)
    let known = table.columns.map(\.name) + words
    let nearest = nearestNames(to: other.name, among: known)
    let valid = "a column, \(words.joined(separator: ", ")) or a .csv of segments"
    return Mistake(
      .refused(
        name: "UnknownComparison", message: "‘\(other.name.excerpt)’ is no column of \(table.name) and no segmentation",
        remedy: nearest.isEmpty ? "It is \(valid)" : "Did you mean \(nearest.joined(separator: " or "))? It is \(valid)"
      ),
      at: other.range)
  }

  /// What is no column and no method.
  private enum Word: String, CaseIterable {
    case previous, truth

    var meaning: String {
      switch self {
      case .previous: "the segmentation before this one"
      case .truth: "the types behind the built-in sample"
      }
    }
  }

  /// What can be named beside columns and files.
  static let words: [(text: String, meaning: String)] =
    Word.allCases.map { ($0.rawValue, $0.meaning) }
    + MethodChoices.variants.map { ($0.word, "as many segments by \($0.noun)") }
}

extension ValueKind where Value == Reference {
  /// What segments can be compared with.
  static var comparison: ValueKind {
    let column = ValueKind<Reference>.column
    var candidates = column.candidates
    candidates.sources.append(.paths(endings: [".csv"]))
    for word in Agree.words { candidates = candidates.adding(word.text, word.meaning) }
    let methods = MethodChoices.variants.map(\.word).joined(separator: ", ")
    return ValueKind(
      "the name of a column, previous, truth, a method (\(methods)) or a .csv of segments",
      placeholder: "other", candidates: candidates, decode: column.decode, text: column.text)
  }
}

extension Problem {
  fileprivate init(_ error: AgreementError) {
    self = .refused(name: "NothingToCompare", message: error.message, remedy: error.remedy)
  }
}
