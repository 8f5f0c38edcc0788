/// Which number of segments the data suggests, and why.
///
/// Silhouette, Calinski-Harabasz, Davies-Bouldin, the knee (of the merge heights, for k-means of the sums of squares) and
/// stability each vote for a k in 3…10. Most votes win; between equals, the better silhouette. Where no number has most votes
/// and there is no structure either, the smallest that is hardly worse than the best is taken. Two segments are taken only
/// when their silhouette beats the best of the others by 0.1: the indices favour two, and two seldom help a business. Even then
/// a number that a vote names and that comes back when rows are drawn anew is taken instead, where two does not come back or is
/// one yes/no fact. A segment of under 1 % of the rows is outliers: a number whose further segments are outliers has no vote.
public struct KChoice: Sendable, Equatable, Codable {
  /// One number of segments with its scores.
  public struct Candidate: Sendable, Equatable, Codable {
    public let k: Int
    public let scores: CustomerSegmentation.Scores
    /// Rows of each segment that is too small to be one, the largest first: see `OutlierSegments`.
    public let outliers: [Int]
    /// How its least stable segment comes back when rows are drawn anew; nil where that was not measured.
    public internal(set) var steadiness: Steadiness?
    /// The column whose single yes/no fact these two segments are; nil for any others.
    public let fact: String?

    /// Segments that are no outliers.
    public var several: Int { k - outliers.count }

    init(
      k: Int, scores: CustomerSegmentation.Scores, outliers: [Int] = [], steadiness: Steadiness? = nil,
      fact: String? = nil
    ) {
      self.k = k
      self.scores = scores
      self.outliers = outliers
      self.steadiness = steadiness
      self.fact = fact
    }
  }

  /// How the segment fares that comes back worst: the first draws of `Stability` of the same seed.
  public struct Steadiness: Sendable, Equatable, Codable {
    /// The mean Jaccard coefficient of the segment for which it is least.
    public let leastJaccard: Double
    /// Its number, 1…k.
    public let segment: Int
    /// Its rows.
    public let size: Int
    /// How often rows were drawn.
    public let resamples: Int

    public var verdict: Stability.Verdict { Stability.Verdict(jaccard: leastJaccard) }
  }

  /// What votes.
  public enum Voter: String, CaseIterable, Sendable, Codable {
    case silhouette = "silhouette"
    case calinskiHarabasz = "Calinski-Harabasz"
    case daviesBouldin = "Davies-Bouldin"
    case knee = "knee"
    case stability = "stability"
  }

  public struct Vote: Sendable, Equatable, Codable {
    public let voter: Voter
    /// nil when it has no opinion.
    public let k: Int?
  }

  /// The numbers looked at, rising: 2…10 or fewer.
  public let candidates: [Candidate]
  /// One a voter, in the order of `Voter`.
  public let votes: [Vote]
  /// The number chosen.
  public let k: Int
  /// Votes for it.
  public var support: Int { votes.count { $0.k == k } }
  /// True when everyone who voted named the same number.
  public var isUnanimous: Bool { Set(votes.compactMap(\.k)).count <= 1 && support > 0 }
  /// The silhouette below which a partition shows no substantial structure.
  ///
  /// L. Kaufman and P. J. Rousseeuw (1990), Finding Groups in Data, table 4 of chapter 2, doi:10.1002/9780470316801.
  public static let noStructure = 0.25
  /// The best silhouette that the same clustering reaches in uniform data of the same extent; nil when too few rows leave
  /// that to chance.
  ///
  /// In few columns it is far above `noStructure`: any division of an even square into four has 0.4. Features of two values, whose
  /// silhouettes are high without any groups, have their two values there too.
  public let structureless: Double?
  /// Which curve the knee is of; nil in a model of a version that did not say.
  public let curve: KneeCurve?
  /// True where rows were not drawn anew for the vote of stability, because they are too many.
  var isTooLargeToDraw = false
  /// The candidate of the best silhouette, two included, among those that divide more than outliers from the rest.
  public var clearest: (k: Int, silhouette: Double)? {
    candidates.filter { $0.several >= 2 }
      .compactMap { candidate in candidate.scores.silhouette.map { (candidate.k, $0) } }
      .reduce(nil as (k: Int, silhouette: Double)?) { best, next in
        best.map { next.1 > $0.silhouette ? next : $0 } ?? next
      }
  }
  /// True when no candidate's silhouette passes `noStructure`, or hardly that of data without groups.
  public var noClearGroups: Bool {
    guard let clearest else { return true }
    return clearest.silhouette <= max(Self.noStructure, (structureless ?? -1) + Self.leadOverChance)
  }

  /// How far the silhouette of groups must lie above that of data without any; differences below it are noise.
  ///
  /// Noise is what silhouettes of structureless rows differ by, from one draw of a few hundred rows to the next and from one number
  /// of segments to the next: a few hundredths (see `structurelessSilhouette`).
  static let leadOverChance = 0.05

  /// How far the silhouette of two segments must lie above the others'.
  static let advantageOfTwo = 0.1

  func candidate(_ k: Int) -> Candidate? { candidates.first { $0.k == k } }
}
