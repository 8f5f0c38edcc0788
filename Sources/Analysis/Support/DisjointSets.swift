/// Sets that only grow together (union–find), each named by one of its members.
///
/// R. E. Tarjan (1975), doi:10.1145/321879.321884; paths are halved.
struct DisjointSets {
  private var parent: [Int]

  init(count: Int) { parent = Array(0..<count) }

  /// The member that names the set of `member`.
  mutating func find(_ member: Int) -> Int {
    var member = member
    while parent[member] != member {
      parent[member] = parent[parent[member]]
      member = parent[member]
    }
    return member
  }

  /// Puts the set that `name` names into the set that `other` names; `other` names both.
  mutating func join(_ name: Int, into other: Int) { parent[name] = other }
}
