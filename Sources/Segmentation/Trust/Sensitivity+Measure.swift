import Analysis
import Tables

extension Sensitivity {
  /// Divides the customers anew under each alternative, and counts who changes segment.
  /// - Parameters:
  ///   - table: what the segmentation was made from.
  ///   - mostBytes: a way that may take more memory, as it does of rows without structure, is left out: beside fifty resamples it would be
  ///     the longest part of all.
  /// - Throws: `SegmentationError.cancelled`. An alternative that is not possible says why, and is no error.
  /// - Complexity: that of each clustering, and O(k³) for each matching.
  public static func measure(
    _ segmentation: CustomerSegmentation, table: Table, mostBytes: Int = 4 << 30, context: ComputeContext = .plain
  ) throws(SegmentationError) -> Sensitivity {
    let ways = OtherWay.all(than: segmentation, table: table)
    var alternatives: [Alternative] = []
    for (i, way) in ways.enumerated() {
      let part = context.part(Double(i) / Double(ways.count)...Double(i + 1) / Double(ways.count))
      alternatives.append(
        Alternative(choice: way.choice, outcome: try outcome(of: way, segmentation, table, mostBytes, part)))
    }
    return Sensitivity(alternatives: alternatives)
  }

  private static func outcome(
    of way: OtherWay, _ segmentation: CustomerSegmentation, _ table: Table, _ mostBytes: Int, _ context: ComputeContext
  ) throws(SegmentationError) -> Outcome {
    guard segmentation.k <= mostSegments else {
      return .leftOut("more than \(grouped(mostSegments)) segments are not matched")
    }
    let cost = way.options.method.cost(of: WorkSize(of: segmentation.preparation.features))
    guard !cost.holdsAllPairs || cost.bytes <= Double(mostBytes) else {
      return .leftOut(
        "the distances of all pairs may take \(ByteText.megabytes(Int(cost.bytes))); "
          + "%cluster with it and then %agree previous compare all the same")
    }
    do {
      let preparation = try way.recipe.map { try $0.prepare(table, context: context.part(0...0.1)) }
      guard preparation?.features != segmentation.preparation.features else {
        return .leftOut("it makes the same features")
      }
      let labels = try way.labels(
        preparation ?? segmentation.preparation, k: segmentation.k, context: context.part(0.1...1))
      guard labels.lazy.compactMap({ $0 }).max() ?? 0 <= mostSegments else {
        return .leftOut("it makes more than \(grouped(mostSegments)) segments, which are not matched")
      }
      guard let comparison = Comparison(segmentation.segmentsByTableRow(), labels, segments: segmentation.k) else {
        return .leftOut("it uses none of the same customers")
      }
      return .compared(comparison)
    } catch let error as PreparationError where error != .cancelled {
      return .leftOut(error.message)
    } catch let error as SegmentationError where error != .cancelled {
      return .leftOut(error.message)
    } catch ClusteringError.memory(let needed, let available, _) {
      return .leftOut(
        "the distances of all pairs need \(ByteText.megabytes(needed)), and "
          + "\(ByteText.megabytes(available)) are available")
    } catch let error as ClusteringError {
      return .leftOut(SegmentationError.clustering(error).message)
    } catch {
      throw .cancelled
    }
  }
}

/// One choice of a segmentation made otherwise.
struct OtherWay {
  /// As a command takes it.
  let choice: String
  /// nil keeps the features.
  var recipe: Recipe?
  let options: ClusterOptions

  /// Other recipes, then other methods.
  static func all(than segmentation: CustomerSegmentation, table: Table) -> [OtherWay] {
    let options = segmentation.options
    let preparation = segmentation.preparation
    let columns = Set(preparation.transforms.map(\.column))
    let recipes = preparation.recipe.otherWays(for: table, columns: columns).map { choice, recipe in
      OtherWay(choice: choice, recipe: recipe, options: options)
    }
    let methods = MethodChoices.alternatives(to: options.method).map { method in
      var other = options
      other.method = method
      return OtherWay(choice: method.typed, options: other)
    }
    return recipes + methods
  }

  /// The segment of each row of the table in k segments made this way, in any numbering 1…k.
  func labels(_ preparation: Preparation, k: Int, context: ComputeContext) throws -> [Int?] {
    let features = preparation.features
    guard k <= features.rowCount else { throw SegmentationError.segmentCount(k, rows: features.rowCount) }
    let grouping = try FittedRows(features, options: options, context: context.part(0...0.5))
      .into(k, context: context.part(0.5...1))
    var labels = [Int?](repeating: nil, count: preparation.tableRowCount)
    for (row, cluster) in zip(preparation.rows, grouping.clusters) where cluster >= 0 {
      labels[row] = cluster + 1
    }
    return labels
  }
}
