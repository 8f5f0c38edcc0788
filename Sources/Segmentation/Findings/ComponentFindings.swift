import Analysis

/// What principal components mean in terms of the features: computed from the loadings, in sentences.
public struct ComponentFindings: Sendable, Equatable {
  /// Loadings of at least this part of the component's largest count as strong.
  public static let strength = 0.6
  /// Features that a sentence names on either side.
  private static let mostNames = 4

  public let pca: PCA
  public let features: [String]
  /// What each component would hold by chance.
  public let expected: [Double]

  public init(_ pca: PCA, features: [String]) {
    precondition(features.count == pca.means.count, "every column has a name")
    self.pca = pca
    self.features = features
    expected = brokenStick(features.count)
  }

  /// How many components from the first on hold more than chance would give them.
  public var beyondChance: Int {
    zip(pca.shares, expected).prefix { $0 > $1 }.count
  }

  /// The features with strong loadings on a component (0-based): those that pull up and those that pull down, each the
  /// strongest first.
  public func strongest(_ component: Int) -> (up: [Int], down: [Int]) {
    let loadings = Array(pca.components.row(component))
    let largest = loadings.map(abs).max() ?? 0
    guard largest > 0 else { return ([], []) }
    let strong = loadings.indices.filter { abs(loadings[$0]) >= Self.strength * largest }
      .sorted { (abs(loadings[$1]), $0) < (abs(loadings[$0]), $1) }
    return (strong.filter { loadings[$0] > 0 }, strong.filter { loadings[$0] < 0 })
  }

  /// What to notice about the shares.
  public var shareSentences: [String] {
    guard pca.shares.contains(where: { $0 > 0 }) else { return ["Nothing varies: there are no components."] }
    let two = pca.shares.prefix(2).reduce(0, +)
    let (eighty, ninety) = (pca.componentCount(forShare: 0.8), pca.componentCount(forShare: 0.9))
    let needed =
      eighty == ninety
      ? "\(count(eighty, "component")) \(eighty == 1 ? "holds" : "hold") 90% of the variance of \(count(features.count, "feature"))"
      : "\(count(eighty, "component")) \(eighty == 1 ? "holds" : "hold") 80% of the variance of \(count(features.count, "feature")), "
        + "\(ninety) hold 90%"
    var lines = [needed + (pca.shares.count > 2 ? "; the first two hold \(percent(two))." : ".")]
    if features.count > 2 {
      lines.append(
        beyondChance == 0
          ? "No component holds more than chance would give the largest of so many (broken stick): no few directions stand out."
          : "\(beyondChance == 1 ? "Only the first holds" : "The first \(beyondChance) hold") more than chance would give "
            + "\(beyondChance == 1 ? "it" : "them") (broken stick).")
    }
    return lines
  }

  /// What a component (0-based) sets against what.
  public func meaning(_ component: Int) -> String {
    let (up, down) = strongest(component)
    let head = "PC\(component + 1) (\(percent(pca.shares[component])))"
    guard !up.isEmpty || !down.isEmpty else { return "\(head) holds nothing." }
    func named(_ indices: [Int]) -> String {
      list(
        indices.map { "\(features[$0]) (\(decimals(pca.components[component, $0], 2)))" }, limit: Self.mostNames)
    }
    if down.isEmpty { return "\(head) rises with \(named(up))." }
    if up.isEmpty { return "\(head) falls with \(named(down))." }
    return "\(head) rises with \(named(up)) and falls with \(named(down))."
  }
}
