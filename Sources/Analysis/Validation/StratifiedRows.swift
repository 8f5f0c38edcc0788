import Machine

/// Rows drawn by chance from each stratum, as many as its share, in groups that can be left out one after the other.
///
/// Leaving each group out in turn tells how much an estimate from the rows owes to chance: the delete-a-group jackknife (P. S. Kott 2001,
/// The Delete-a-Group Jackknife, Journal of Official Statistics 17, 521–526).
struct StratifiedRows {
  /// One row that was drawn.
  struct Drawn {
    let row: Int
    let stratum: Int
    /// 0 ..< `groupCount`; `groupCount`, which is never left out, where all rows of the stratum are there.
    let group: Int
  }

  /// Rising by row.
  let drawn: [Drawn]
  /// The rows of each stratum, drawn or not.
  let sizes: [Int]
  /// The drawn rows of a stratum in a group at stratum · (groupCount + 1) + group.
  let counts: [Int]
  /// Drawn rows for each row of the strata that were not taken whole; 1 where all were.
  let fraction: Double

  static let groupCount = 25
  /// A stratum gives so many at least, or all that it has: the least of many means of a few rows would lie too low.
  private static let fewest = 500

  /// - Parameters:
  ///   - strata: of each row, 0 ..< `count`, each with a row.
  ///   - rows: how many are drawn about.
  init(strata: [Int], count: Int, rows: Int, seed: UInt64) {
    var members = [[Int]](repeating: [], count: count)
    for (row, stratum) in strata.enumerated() { members[stratum].append(row) }
    var drawn: [Drawn] = []
    var (some, ofSome) = (0, 0)
    // Groups are filled in turn over all strata, so that they are of one size.
    var next = 0
    var seen = 0
    for (stratum, members) in members.enumerated() {
      let start = seen
      seen += members.count
      // Shares are rounded so that they add up.
      let share = rows * seen / strata.count - rows * start / strata.count
      let wanted = max(Self.fewest, share)
      guard wanted < members.count else {
        drawn += members.map { Drawn(row: $0, stratum: stratum, group: Self.groupCount) }
        continue
      }
      (some, ofSome) = (some + wanted, ofSome + members.count)
      var draws = Xoshiro256(seed: seed, stream: .silhouetteRows, index: stratum)
      var places = draws.sample(wanted, below: members.count)
      draws.shuffle(&places)
      for place in places {
        drawn.append(Drawn(row: members[place], stratum: stratum, group: next))
        next = (next + 1) % Self.groupCount
      }
    }
    self.drawn = drawn.sorted { $0.row < $1.row }
    sizes = members.map(\.count)
    var counts = [Int](repeating: 0, count: count * (Self.groupCount + 1))
    for row in drawn { counts[row.stratum * (Self.groupCount + 1) + row.group] += 1 }
    self.counts = counts
    fraction = ofSome > 0 ? Double(some) / Double(ofSome) : 1
  }

  /// The drawn rows of a stratum without those of a group.
  func count(of stratum: Int, without group: Int?) -> Int {
    let all = counts[stratum * (Self.groupCount + 1)..<(stratum + 1) * (Self.groupCount + 1)]
    return all.reduce(0, +) - (group.map { all[all.startIndex + $0] } ?? 0)
  }

  /// The standard error of an estimate, from what it is without each group; 0 where all rows are there.
  func standardError(_ replicates: [Double]) -> Double {
    let center = mean(replicates)
    let squares = replicates.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    let groups = Double(Self.groupCount)
    return ((1 - fraction) * (groups - 1) / groups * squares).squareRoot()
  }
}

extension RandomStream {
  /// The rows that a silhouette is estimated from.
  fileprivate static let silhouetteRows = RandomStream("silhouette rows")
}
