/// Which number of segments the data suggests, and why.
///
/// Silhouette, Calinski-Harabasz, Davies-Bouldin and the knee of the merge heights (of the inertia for k-means) each
/// vote for a k in 3…10. Most votes win; between equals, the better silhouette. Two segments are taken only when their
/// silhouette beats the best of the others by 0.1: the indices favour two, and two seldom help a business.
public struct KChoice: Sendable, Equatable, Codable {
  /// One number of segments with its scores.
  public struct Candidate: Sendable, Equatable, Codable {
    public let k: Int
    public let scores: CustomerSegmentation.Scores
  }

  /// What votes.
  public enum Voter: String, CaseIterable, Sendable, Codable {
    case silhouette = "silhouette"
    case calinskiHarabasz = "Calinski-Harabasz"
    case daviesBouldin = "Davies-Bouldin"
    case knee = "knee"
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
  /// In few columns it is far above `noStructure`: any division of an even square into four has 0.4.
  public let structureless: Double?
  /// The candidate of the best silhouette, two included.
  public var clearest: (k: Int, silhouette: Double)? {
    candidates.compactMap { candidate in candidate.scores.silhouette.map { (candidate.k, $0) } }
      .reduce(nil as (k: Int, silhouette: Double)?) { best, next in
        best.map { next.1 > $0.silhouette ? next : $0 } ?? next
      }
  }
  /// True when no candidate's silhouette passes `noStructure`, or hardly that of data without groups.
  public var noClearGroups: Bool {
    guard let clearest else { return true }
    return clearest.silhouette <= max(Self.noStructure, (structureless ?? -1) + Self.leadOverChance)
  }

  /// How far the silhouette of groups must lie above that of data without any.
  static let leadOverChance = 0.05

  /// How far the silhouette of two segments must lie above the others'.
  static let advantageOfTwo = 0.1
}
