import CommandLanguage
import CommandSession
import Segmentation
import Tables

/// What rules on the next step ask of a session.
struct Situation: Sendable {
  let session: Session

  init(_ session: Session) { self.session = session }

  var table: Table? { session.current?.value }

  /// Nothing was made of the table yet.
  var isFresh: Bool { segmentation == nil && session.state(of: .features) != .current }

  var segmentation: CustomerSegmentation? { session.currentSegmentation }

  /// The segmentation where all its rows are there and its features are as they were: what can be drawn anew or mapped.
  var wholeSegmentation: CustomerSegmentation? {
    session.state(of: .features) == .current ? session.currentWholeSegmentation : nil
  }

  func hasSeen(_ command: String, of stage: Stage) -> Bool { session.hasSeen(command, of: stage) }

  // MARK: Columns

  /// Columns that are segmented by when nobody says otherwise, constant ones aside.
  /// - Complexity: O(rows) for a column of one value only.
  var measures: [Column] {
    guard let table else { return [] }
    return table.columns.indices.filter { table.role(of: $0).role.isFeature && table.columns[$0].varies }
      .map { table.columns[$0] }
  }

  /// Whether features can be made of the table by the standard recipe.
  var canBePrepared: Bool { (table?.rowCount ?? 0) >= Self.fewestRows && !measures.isEmpty }

  /// The column that lacks most values, among those that are not empty.
  var leastComplete: (name: String, share: Double)? {
    guard let table else { return nil }
    let missing = table.columns.map { ($0.name, Double($0.missingCount) / Double(max(1, table.rowCount))) }
    return missing.filter { $0.1 > 0 && $0.1 < 1 }.max { $0.1 < $1.1 }.map { (name: $0.0, share: $0.1) }
  }

  // MARK: What takes too long to be named unasked

  /// With fewer rows nothing is a segment.
  static let fewestRows = 10
  /// Seconds up to which the tree is what is named for a new segmentation.
  private static let mostSeconds = 30.0
  /// Rows of which a map is soon drawn.
  static let mostMapped = 50_000
  /// Rows of which segments are soon drawn anew, and of which the distances of all pairs are.
  private static let (mostResampled, mostPairs) = (20_000, 2_000)

  /// Whether Ward's tree is soon grown.
  var growsTreeSoon: Bool {
    let size = WorkSize(rows: table?.rowCount ?? 0, features: max(1, measures.count))
    return HierarchicalMethod().cost(of: size).fitWithoutGroups <= Self.mostSeconds
  }

  func isSoonResampled(_ segmentation: CustomerSegmentation) -> Bool {
    let features = segmentation.preparation.features
    let cost = segmentation.options.method.cost(of: WorkSize(rows: features.rowCount, features: features.columnCount))
    return features.rowCount <= (cost.holdsAllPairs ? Self.mostPairs : Self.mostResampled)
      && segmentation.k < features.rowCount
  }
}

extension Column {
  /// Whether it has two different values.
  fileprivate var varies: Bool {
    switch values {
    case .numbers(let numbers):
      guard let first = numbers.first(where: { !$0.isNaN }) else { return false }
      return numbers.contains { !$0.isNaN && $0 != first }
    case .text, .booleans, .dates: return distinctCount > 1
    }
  }
}
