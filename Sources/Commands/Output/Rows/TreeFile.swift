import Analysis
import CommandLanguage
import CommandSession
import Segmentation
import Tables

/// The merges of a tree as SciPy's `linkage` gives them: a line for each, lowest first.
///
/// Leaves are the customers that were clustered, 0, 1, … in the order of the table's rows; the cluster that merge i makes is number
/// n + i of n leaves. The lower number stands left.
/// https://docs.scipy.org/doc/scipy/reference/generated/scipy.cluster.hierarchy.linkage.html
struct TreeFile {
  let table: Table
  let leafCount: Int

  /// - Throws: what is missing or stale; `refused` for segments that no tree was grown for.
  init(_ session: Session) throws {
    let segmentation = try session.wholeSegmentation(for: "a tree")
    guard let tree = segmentation.dendrogram else {
      throw Mistake(
        .refused(
          name: "NoTree", message: "these segments were made without a tree",
          remedy: "%cluster method=hierarchical grows one"),
        at: .key("what"))
    }
    let rows = segmentation.preparation.rows
    // The tree's own leaves stand in the order of the customers' values.
    var leaves = [Int](repeating: 0, count: rows.count)
    for (leaf, place) in rows.indices.sorted(by: { rows[$0] < rows[$1] }).enumerated() { leaves[place] = leaf }
    func number(_ cluster: Int) -> Int { cluster < tree.leafCount ? leaves[cluster] : cluster }
    let pairs = tree.merges.map { merge in
      let (a, b) = (number(merge.left), number(merge.right))
      return (left: min(a, b), right: max(a, b))
    }
    leafCount = tree.leafCount
    table = try Table(
      name: "tree",
      columns: [
        Column(name: "left", numbers: pairs.map { Double($0.left) }),
        Column(name: "right", numbers: pairs.map { Double($0.right) }),
        Column(name: "height", numbers: tree.heights),
        Column(name: "size", numbers: tree.merges.map { Double($0.size) }),
      ])
  }
}
