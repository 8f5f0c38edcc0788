/// Why a mixture cannot be estimated, read or applied, beyond what `ClusteringError` says.
public enum MixtureError: Error, Sendable, Equatable {
  /// The tolerance is below 0 or not a number.
  case tolerance(Double)
  /// There must be at least one round.
  case iterations(Int)
  /// What is added to variances is not a finite number above 0.
  case regularisation(Double)
  /// An entry is finite, but squares of it would not be; row and column count from 0.
  case tooLarge(row: Int, column: Int, value: Double)
  /// A start has another size than rows × components.
  case startSize(rows: Int, columns: Int, neededRows: Int, neededColumns: Int)
  /// A row's starting responsibilities are below 0 or do not add up to 1.
  case responsibilities(row: Int)
  /// A row's starting label is not one of 0 ..< k.
  case startingLabel(Int, row: Int, components: Int)
  /// The weights are not a share for each component, together 1.
  case weights
  /// Another number of means, or covariances, than the shape has.
  case parameterCount(Int, needed: Int)
  /// Rows with another number of columns than the mixture was estimated from.
  case columnCount(Int, needed: Int)
  /// A covariance matrix is not symmetric and positive definite; components count from 0.
  case notPositiveDefinite(component: Int)
  /// The mixture needs more bytes than are available; about `fitting` rows would do with those.
  case memory(rows: Int, needed: Int, available: Int, fitting: Int)

  /// One sentence without a full stop that says what is wrong, and what would be right.
  public var message: String {
    switch self {
    case .tolerance(let value):
      "a tolerance of \(value) is not possible: it is 0 or more"
    case .iterations(let value):
      "\(value) iterations are not possible: there is at least one"
    case .regularisation(let value):
      "variances cannot be raised by \(value): it takes a number above 0"
    case .tooLarge(let row, let column, let value):
      "row \(row + 1) has \(value) in column \(column + 1); mixtures take numbers up to 1e120 in size"
    case .startSize(let rows, let columns, let neededRows, let neededColumns):
      "the start has \(rows) rows and \(columns) components; it takes \(neededRows) and \(neededColumns)"
    case .responsibilities(let row):
      "the shares that row \(row + 1) starts with are not 0 or more and together 1"
    case .startingLabel(let label, let row, let components):
      "row \(row + 1) starts in component \(label); components are 0 to \(components - 1)"
    case .weights:
      "the weights of a mixture are one for each component, 0 or more, and together 1"
    case .parameterCount(let count, let needed):
      "there are \(count) numbers for the covariances; the mixture has \(needed)"
    case .columnCount(let count, let needed):
      "the rows have \(count) columns; the mixture was made of \(needed)"
    case .notPositiveDefinite(let component):
      "the covariances of component \(component + 1) are not those of any rows: the matrix is not positive definite"
    case .memory(let rows, let needed, let available, let fitting):
      "a mixture of \(rows) rows needs about \(needed / 1_000_000) MB, and \(available / 1_000_000) MB are available; "
        + "a sample of \(fitting) rows would fit"
    }
  }

  public static func == (a: Self, b: Self) -> Bool {
    // NaN is the usual culprit, and two errors about the same value are the same error.
    "\(a)" == "\(b)"
  }
}

extension Matrix {
  /// Rows that a mixture can be made of or applied to.
  /// - Throws: `ClusteringError.empty`, `.nonFinite`; `MixtureError.tooLarge`.
  func checkForMixture() throws {
    try checkFinite()
    if let place = elements.firstIndex(where: { $0.magnitude > 1e120 }) {
      throw MixtureError.tooLarge(row: place / columnCount, column: place % columnCount, value: elements[place])
    }
  }
}
