import Tables

/// New customers in the segments of a model.
public struct Scoring: Sendable {
  /// How sure each row is of its segment.
  public enum Sureness: Sendable {
    /// The probability of the segment, where the method gives one.
    case certainty([Double])
    /// How much nearer its own segment is than the next (see `Placement.margins`), and what is compared.
    case margin([Double], of: String)

    public var values: [Double] {
      switch self {
      case .certainty(let values), .margin(let values, _): values
      }
    }

    /// The same of other values.
    func of(_ change: ([Double]) -> [Double]) -> Sureness {
      switch self {
      case .certainty(let values): .certainty(change(values))
      case .margin(let values, let what): .margin(change(values), of: what)
      }
    }

    /// What the column is called.
    public var name: String {
      switch self {
      case .certainty: "certainty"
      case .margin: "margin"
      }
    }
  }

  let model: SavedModel
  /// What the rows are called.
  public let tableName: String
  /// By row of the table, as are the others: 1…k, 0 for a row that belongs to no segment, nil for one without a feature.
  public let segments: [Int?]
  /// To the centroid of the segment, in prepared space; NaN without a segment.
  public let distances: [Double]
  /// NaN without a segment; nil where the model cannot tell.
  public let sureness: Sureness?
  /// Whether a row is farther from the centroid of its segment than every customer that the segment was made of; nil where the
  /// model's file does not say how far those were.
  public let unusual: [Bool?]?
  /// Whether the rows are those that the model was made of, so that each has its own segment.
  public let isSame: Bool
  /// Rows without a segment because they lack a feature, by reason.
  let dropped: [DroppedRows]
  let filled: [FittedRecipe.FilledValues]
  /// Values and columns that the model does not know. Without a full stop.
  let notes: [String]
  /// How customers were placed; nil where none had to be.
  let placement: (any Placement)?
  /// What became of shares and features; nil for the rows that the model was made of.
  public let drift: Drift?
  /// The choices in one line.
  public let caption: String

  public var k: Int { model.k }
  public var rowCount: Int { segments.count }
  /// The model's table and its rows: "cards (8,950 rows)".
  public var origin: String { model.origin.inWords }

  /// Rows now in a segment (1…k), or in none (0).
  public func size(of segment: Int) -> Int { sizes[segment] }

  /// Customers then in a segment (1…k), or in none (0): where the method's placement puts them, so that like is held against like.
  public func sizeThen(of segment: Int) -> Int { model.sizesThen(isSame: isSame)[segment] }

  /// All that are in a segment or, by density, in none.
  public var placedCount: Int { sizes.reduce(0, +) }
  public var placedCountThen: Int { model.sizesThen(isSame: isSame).reduce(0, +) }

  /// Rows without a segment because they lack a feature.
  public var droppedCount: Int { rowCount - placedCount }

  public var unusualCount: Int { unusual?.count { $0 == true } ?? 0 }

  /// Rows of a segment that look like nobody before.
  public func unusualCount(in segment: Int) -> Int {
    unusual.map { zip($0, segments).count { $0 == true && $1 == segment } } ?? 0
  }

  /// The name that the user gave a segment.
  public func name(of segment: Int) -> String? { segment == 0 ? nil : model.segments[segment - 1].name }

  /// The segment's name, else "Segment 3"; "no segment" for 0.
  public func title(of segment: Int) -> String {
    segment == 0 ? "no segment" : name(of: segment) ?? "Segment \(segment)"
  }

  /// The index of a segment's colour in the palette.
  public func colour(of segment: Int) -> Int { model.segments[segment - 1].colour }

  /// By segment, from 0 on.
  let sizes: [Int]
}

extension SavedModel {
  /// Customers of the fit by segment, 1…k, where the placement puts them.
  package var sizesThen: [Int] { Array(sizesThen(isSame: false).dropFirst()) }

  /// By segment, from 0 on: rows in none, then the segments.
  func sizesThen(isSame: Bool) -> [Int] {
    let noise = labels.count { $0 == 0 }
    guard !isSame, let placed = fit?.placed else { return [noise] + segments.map(\.size) }
    return [0] + placed
  }
}

extension Scoring {
  /// The columns that scoring adds to a table: segment and what belongs to it.
  /// - Parameters:
  ///   - title: what a segment is called; nil leaves the name empty.
  ///   - nameColumn: the column of these.
  public func columns(title: (Int) -> String?, nameColumn: String) -> [Column] {
    [
      Column(name: "segment", numbers: segments.map { $0.map(Double.init) ?? .nan }),
      Column(name: nameColumn, text: segments.map { $0.flatMap(title) }),
      Column(name: "distance", numbers: distances),
    ] + (sureness.map { [Column(name: $0.name, numbers: $0.values)] } ?? [])
      + (unusual.map { [Column(name: "unusual", values: .booleans($0))] } ?? [])
  }
}
