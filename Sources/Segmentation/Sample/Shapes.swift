import Analysis
import Glibc
import Machine
import Tables

/// Points in a plane for learning what clustering does: groups that an eye sees at once and a method may not.
///
/// Two crescents that reach into one another, a dense disc, a wide cloud beside it, and a few stray points. Ward finds
/// round groups and cuts the crescents; single linkage follows them and stumbles over the strays.
public struct Shapes: Sendable {
  /// The group that a point was drawn from.
  public enum Group: String, CaseIterable, Sendable {
    case upperCrescent = "upper crescent"
    case lowerCrescent = "lower crescent"
    case disc
    case cloud
    case stray

    /// Points of the group.
    var count: Int {
      switch self {
      case .upperCrescent, .lowerCrescent: 110
      case .disc: 90
      case .cloud: 80
      case .stray: 3
      }
    }
  }

  public static let defaultSeed: UInt64 = 1969

  /// Columns `x`, `y` and `group`; rows in the order of `Group`.
  public let table: Table

  /// Draws the points; the same seed gives the same table to the bit.
  public init(seed: UInt64 = Self.defaultSeed) {
    var draws = Xoshiro256(seed: seed)
    var (x, y, groups): ([Double], [Double], [String?]) = ([], [], [])
    for group in Group.allCases {
      for _ in 0..<group.count {
        let point = Self.point(of: group, &draws)
        x.append(Self.hundredths(point.x))
        y.append(Self.hundredths(point.y))
        groups.append(group.rawValue)
      }
    }
    let columns = [Column(name: "x", numbers: x), Column(name: "y", numbers: y), Column(name: "group", text: groups)]
    guard let table = try? Table(name: "shapes", columns: columns, source: "the built-in shapes (seed \(seed))") else {
      preconditionFailure("columns filled point by point have one length, and their names differ")
    }
    self.table = table
  }

  private static func point(of group: Group, _ draws: inout Xoshiro256) -> (x: Double, y: Double) {
    func spread(_ deviation: Double) -> Double { deviation * draws.nextGaussian() }
    switch group {
    case .upperCrescent:
      let angle = Double.pi * draws.nextUnit()
      return (3 * cos(angle) + spread(0.18), 3 * sin(angle) + spread(0.18))
    case .lowerCrescent:
      let angle = Double.pi * draws.nextUnit()
      return (3 - 3 * cos(angle) + spread(0.18), 1.2 - 3 * sin(angle) + spread(0.18))
    case .disc: return (10 + spread(0.35), 4 + spread(0.35))
    case .cloud: return (12 + spread(0.8), -2.5 + spread(0.8))
    case .stray: return (draws.uniform(-4...14), draws.uniform(-5...6))
    }
  }

  /// Two decimals are enough to look at, and the same everywhere.
  private static func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
