/// The last step of merging: columns of a row that have merged become one, and the gaps are closed.
struct ColumnUnion: Sendable {
  /// For each column that stays where the row has it, and where it has the one taken in: what holds 0 if there is none.
  private let own: [Int32]
  private let other: [Int32]
  private let combination: Combination

  init(own: [Int], other: [Int], _ combination: Combination) {
    self.own = own.map(Int32.init)
    self.other = other.map(Int32.init)
    self.combination = combination
  }

  var count: Int { own.count }

  /// Writes the columns from `first` on to `target`, column j at j.
  ///
  /// Invariant: `row` has an element wherever `own` and `other` point to from `first` on, and does not overlap the target.
  func write(_ row: UnsafePointer<Double>, from first: Int, to target: UnsafeMutablePointer<Double>) {
    own.withUnsafeBufferPointer { own in
      other.withUnsafeBufferPointer { other in
        switch combination {
        case .largest:
          for j in first..<own.count { target[j] = Combination.largest(row[Int(own[j])], row[Int(other[j])]) }
        case .sum:
          for j in first..<own.count { target[j] = Combination.sum(row[Int(own[j])], row[Int(other[j])]) }
        }
      }
    }
  }
}
