import Analysis

/// A way to put rows into segments, with the choices it leaves: `method=kmeans starts=20`.
///
/// A method is a struct in a file of its own and one line in `AllMethods`. Its properties hold what the user can choose,
/// their initial values are the defaults, and `parameters` gives each its key, its values and its meaning; help, completion, the
/// errors, captions and saved models come from these declarations. Nobody outside asks which method it is: what differs between
/// methods is asked of the value.
///
/// ```swift
/// struct KMeansMethod: Method {
///   static let name = "kmeans"
///   static let summary = "moves k centres until none moves"
///   static let parameters: [MethodParameter<KMeansMethod>] = [
///     .number("starts", \.starts, in: 1...1_000, "how often k-means starts anew; the best counts")
///   ]
///   var starts = 10
///   …
/// }
/// ```
public protocol Method: Sendable, Equatable {
  /// As `method=` takes it, and as a saved model names it.
  static var name: String { get }
  /// Other words for it that `method=` takes, in small letters.
  static var otherNames: [String] { get }
  /// How it groups customers: a clause that starts small and has no full stop.
  static var summary: String { get }
  /// What can be chosen, beside the number of segments and the seed, which every method shares.
  static var parameters: [MethodParameter<Self>] { get }
  /// The values that `%agree` and `%stability` know by a word of their own, the usual one first.
  static var variants: [Self] { get }
  /// True for a method whose variants `%stability` tries beside the one in use.
  static var isAlternative: Bool { get }
  /// True for a method that finds the number of segments itself and cannot be told one.
  static var findsCount: Bool { get }
  /// True where fitting the rows of a saved model again is cheap and brings back what the file leaves out: a tree, how sure
  /// each row is.
  static var isRepeatedOnRestore: Bool { get }

  init()

  /// The word for this value in a command: `ward`, `kmeans`.
  var word: String { get }
  /// The words for it in a table: "Ward", "k-means".
  var title: String { get }
  /// The words for it in a sentence: "Ward linkage", "k-means".
  var noun: String { get }
  /// How this value is asked for: `linkage=complete`, `method=kmeans`.
  var typed: String { get }
  /// As a caption names it with its choices: "k-means, best of 10 starts, seed 42".
  func inWords(seed: UInt64) -> String
  /// True when the seed decides, so that `inWords` names it.
  var usesSeed: Bool { get }
  /// What the height of a merge is, for the axis of a tree; empty for a method without one.
  var heightInWords: String { get }

  /// The same method with less effort, for many small sets of rows.
  var quick: Self { get }

  /// What it costs to put rows of this size into segments.
  func cost(of size: WorkSize) -> MethodCost

  /// Looks at the rows before a number of segments is known: grows the tree, where there is one.
  /// - Parameters:
  ///   - tree: what this method grew from the same rows before, if it is at hand.
  /// - Throws: `SegmentationError` where a choice does not fit the rows, `ClusteringError`, `CancellationError`.
  func fit(_ features: Matrix, tree: Dendrogram?, seed: UInt64, context: ComputeContext) throws -> any Fit

  /// True where a row belongs to the segment with the nearest centroid.
  var placesByCentroids: Bool { get }

  /// How rows that were not there are put into segments, from what `Placement.saved` gave for `k` segments of `width` features.
  /// - Throws: `ModelError` where that is none of this method.
  func placement(saved: ModelField, k: Int, width: Int) throws(ModelError) -> (any Placement)?
}

extension Method {
  public static var otherNames: [String] { [] }
  public static var parameters: [MethodParameter<Self>] { [] }
  public static var variants: [Self] { [Self()] }
  public static var isAlternative: Bool { false }
  public static var findsCount: Bool { false }
  public static var isRepeatedOnRestore: Bool { false }
  public var word: String { Self.name }
  public var title: String { noun }
  public var typed: String { "method=\(Self.name)" }
  public var usesSeed: Bool { false }
  public var heightInWords: String { "" }
  public var quick: Self { self }

  public var placesByCentroids: Bool { true }

  public func placement(saved: ModelField, k: Int, width: Int) throws(ModelError) -> (any Placement)? {
    throw saved.wrong("\(name) keeps nothing of the kind")
  }

  /// The name that a value of unknown type has.
  public var name: String { Self.name }
  public var findsCount: Bool { Self.findsCount }
  var isRepeatedOnRestore: Bool { Self.isRepeatedOnRestore }

  /// Equality where the type of neither is known.
  func isEqual(to other: any Method) -> Bool { (other as? Self) == self }
}
