import Analysis
import Segmentation
import Tables
import Wording

/// A table that stays in its database, divided there: what is known of the segments here.
public struct RemoteFit: Sendable, Codable, Equatable {
  /// How the segments came about, beside the options.
  public enum Way: Sendable, Codable, Equatable {
    /// Lloyd's rounds over all rows.
    case lloyd(rounds: Int, hasSettled: Bool)
    /// So many cells of k-means, whose centroids Ward's linkage merged; and how many rows are nearest to the centroid of the branch that
    /// their cell is in.
    case ward(cells: Int, agreeing: Int)
  }

  public let table: String
  public let columns: [String]
  public let rowCount: Int
  public let conditions: [String]
  public let features: RemoteFeatures
  public let seed: UInt64
  public let way: Way
  /// By segment; each has a value for each feature.
  public let centroids: [[Double]]
  public let sizes: [Int]
  /// The sum of squared distances of the rows to the centroids of their segments.
  public let inertia: Double
  let reference: FitReference
  public var names: [Int: String] = [:]

  public var k: Int { sizes.count }
  public func share(of segment: Int) -> Double { Double(sizes[segment - 1]) / Double(rowCount) }
  public func title(of segment: Int) -> String { names[segment] ?? "Segment \(segment)" }

  public var caption: String {
    let how =
      switch way {
      case .lloyd(let rounds, let hasSettled):
        options.methodInWords
          + " · \(count(rounds, "round")) over all rows in the engine\(hasSettled ? "" : ", not settled")"
      case .ward(let cells, _):
        "Ward linkage of the weighted centroids of \(cells) k-means cells, rows by the nearest centroid, seed \(seed)"
      }
    return
      (["k = \(k)", how, features.inWords, count(rowCount, "row")]
      + (conditions.isEmpty ? [] : ["filtered: \(conditions.joined(separator: "; "))"])).joined(separator: " · ")
  }

  /// What should be known of the way.
  public var notes: [String] {
    switch way {
    case .lloyd(_, true): []
    case .lloyd(let rounds, false):
      ["After \(count(rounds, "round")) the centroids still moved: the division is near its end, not at it."]
    case .ward(_, let agreeing) where agreeing < rowCount:
      [
        "\(NumberText.percent(Double(agreeing) / Double(rowCount))) of the rows are nearest to the centroid of the branch that "
          + "their cell was merged into; the others went to the nearest."
      ]
    case .ward: []
    }
  }

  /// Of k-means, those that its first centroids were found with.
  private var options: ClusterOptions {
    let method: any Method =
      switch way {
      case .lloyd: KMeansMethod(starts: 10)
      case .ward: HierarchicalMethod()
      }
    return ClusterOptions(k: .fixed(k), method: method, seed: seed)
  }

  /// As `%save` writes it, and as `%score` and `%export model` take it.
  public var model: SavedModel {
    SavedModel(
      ofRowsElsewhere: table, rowCount: rowCount, columns: columns, fitted: features.fitted,
      featuresInWords: features.inWords, options: options,
      centroids: Matrix(rowCount: k, columnCount: features.transforms.count, elements: centroids.flatMap { $0 }),
      sizes: sizes, names: names, notes: notes, caption: caption, fit: reference)
  }
}
