import Analysis
import CommandLanguage
import Segmentation
import Tables
import Wording

/// Prepared features, and whether somebody asked for them.
package struct Features: Sendable, Codable {
  package var preparation: Preparation
  /// True when a command made them by the standard recipe because nothing had been said.
  package var isImplied: Bool
}

/// A map of the prepared rows, with what it was made by, so that it can be recoloured without another run.
package struct CustomerMap: Sendable, Equatable, Codable {
  package var embedding: Embedding
  package var parameters: TSNE.Parameters
  /// The steps of the descent that were done when it was interrupted; nil for a map that is finished.
  package var interruptedAfter: Int?

  package init(embedding: Embedding, parameters: TSNE.Parameters, interruptedAfter: Int? = nil) {
    self.embedding = embedding
    self.parameters = parameters
    self.interruptedAfter = interruptedAfter
  }

  /// "1,000 steps", "interrupted after 340 of 1,000 steps".
  package var stepsInWords: String {
    let steps = count(parameters.iterations, "step")
    return interruptedAfter.map { "interrupted after \(grouped($0)) of \(steps)" } ?? steps
  }

  /// The divergence in a caption; that of a map that was interrupted is not measured.
  package var divergenceInWords: String {
    guard interruptedAfter == nil else { return "KL divergence not measured" }
    return "KL divergence \(NumberText.score(embedding.klDivergence))"
      + (embedding.klDivergenceIsExact ? "" : " (its normalisation interpolated, good to 0.0001)")
  }
}

// MARK: Reading: what is there and current, or what to run

extension Session {
  /// The current table, nil before the first `%load`.
  package var current: Stamped<Table>? { currentTable.map { tables[$0] } }

  /// The current table.
  /// - Throws: `missingStage` before the first `%load`.
  package func table() throws(Mistake) -> Table {
    guard let current else { throw Mistake(remoteRefusal ?? .missingStage(.table)) }
    return current.value
  }

  /// The prepared features of the current table.
  /// - Throws: `missingStage` or `staleStage`, with the command to run.
  package func features() throws(Mistake) -> Preparation {
    _ = try table()
    return try value(of: .features, madeFeatures).preparation
  }

  /// The segmentation of the current features, or what a filter left of it.
  /// - Throws: `missingStage` or `staleStage`, with the commands to run.
  package func segmentation() throws(Mistake) -> CustomerSegmentation {
    _ = try table()
    if let currentKept { return currentKept.segmentation }
    return try value(of: .segmentation, madeSegmentation)
  }

  /// The map of the current features.
  /// - Throws: `missingStage` or `staleStage`, with the commands to run.
  package func map() throws(Mistake) -> CustomerMap {
    _ = try table()
    return try value(of: .map, madeMap)
  }

  /// The segmentation when there is a current one; nil where `segmentation()` throws.
  package var currentSegmentation: CustomerSegmentation? {
    if let currentKept { return currentKept.segmentation }
    return state(of: .segmentation) == .current ? madeSegmentation?.value : nil
  }

  /// The table that the rows of the current one were first in; columns may have come and gone since.
  var currentRows: Int? { current.map { $0.parent ?? $0.stamp } }

  /// The last segmentation of the current rows, out of date or not: what a new one takes colours and names from.
  package var segmentationOfTable: CustomerSegmentation? {
    segmentedRows == currentRows ? madeSegmentation?.value : nil
  }

  private func value<Value>(of stage: Stage, _ stamped: Stamped<Value>?) throws(Mistake) -> Value {
    switch state(of: stage) {
    case .current: break
    case .missing: throw Mistake(.missingStage(stage))
    case .stale: throw Mistake(.staleStage(stage, run: commandsToRefresh(stage)))
    }
    guard let stamped else { throw Mistake(.missingStage(stage)) }
    return stamped.value
  }

  /// The commands that make a stage anew, first things first.
  private func commandsToRefresh(_ stage: Stage) -> [String] {
    guard stage != .features, state(of: .features) == .stale, madeFeatures?.value.isImplied == false else {
      return [stage.command]
    }
    return [Stage.features.command, stage.command]
  }
}

// MARK: Whether a stage is current

extension Session {
  package enum StageState: Sendable, Equatable {
    case missing
    /// Made from something that has changed since.
    case stale
    case current
  }

  package func state(of stage: Stage) -> StageState {
    switch stage {
    case .table: current == nil ? .missing : .current
    case .features: state(madeFeatures?.parent, of: madeFeatures != nil, from: current?.stamp)
    case .segmentation where currentKept != nil: .current
    case .segmentation:
      state(madeSegmentation?.parent, of: madeSegmentation != nil, from: currentFeatures)
    case .map: state(madeMap?.parent, of: madeMap != nil, from: currentFeatures)
    }
  }

  /// The stamp of the features, when they are current.
  private var currentFeatures: Int? { state(of: .features) == .current ? madeFeatures?.stamp : nil }

  private func state(_ parent: Int?, of exists: Bool, from source: Int?) -> StageState {
    guard exists else { return .missing }
    return parent != nil && parent == source ? .current : .stale
  }
}

// MARK: Writing

extension Session {
  /// Makes `table` the current one; it takes the place of one with the same name.
  ///
  /// What was made of that is out of date where it came from the same source, and gone where another table took its name: how
  /// columns of one table were prepared says nothing of another.
  package mutating func setTable(_ table: Table) {
    let stamped = stamp(table, from: nil)
    changes[table.name] = nil
    loadedFiles[table.name] = nil
    if let index = tables.firstIndex(where: { $0.value.name == table.name }) {
      if tables[index].value.source != table.source {
        works[table.name]?.clear()
        measured[table.name] = nil
      }
      tables[index] = stamped
      currentTable = index
    } else {
      tables.append(stamped)
      currentTable = tables.count - 1
    }
  }

  /// Stores the features of the current table. Segmentation and map become stale.
  package mutating func setFeatures(_ preparation: Preparation, isImplied: Bool = false) {
    madeFeatures = stamp(Features(preparation: preparation, isImplied: isImplied), from: current?.stamp)
  }

  /// Stores a segmentation of the current features.
  package mutating func setSegmentation(_ segmentation: CustomerSegmentation) {
    keepPrevious(before: segmentation)
    keptSegments = nil
    madeSegmentation = stamp(segmentation, from: madeFeatures?.stamp)
    segmentedRows = currentRows
  }

  /// Stores a map of the current features.
  package mutating func setMap(_ map: CustomerMap) {
    madeMap = stamp(map, from: madeFeatures?.stamp)
  }

  /// The current features; where nothing was ever prepared by command, the standard recipe makes them now.
  /// - Throws: `staleStage` when the table changed after a `%prepare`; what the recipe throws.
  package mutating func preparedFeatures(_ context: ComputeContext) throws -> Preparation {
    let table = try table()
    let isOpen = madeFeatures == nil || (madeFeatures?.value.isImplied == true && state(of: .features) == .stale)
    if isOpen { setFeatures(try Recipe.standard.prepare(table, context: context), isImplied: true) }
    return try features()
  }
}
