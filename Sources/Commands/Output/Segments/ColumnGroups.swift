import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// The rows of a table by the values of a column: what `by=` and `color=` take beside the segments.
struct ColumnGroups {
  let column: String
  /// In the order of the values, numbered from 1; text by how many rows have it.
  let keys: [SegmentKey]
  /// The number of each row's group, 0 where it has no value.
  let numbers: [Int]

  /// - Throws: `refused` for a column that groups nobody, at the place where it was written.
  init(_ reference: Reference, in session: Session) throws(Mistake) {
    let column = try session.column(reference)
    let labelling: Labelling
    do throws(AgreementError) {
      labelling = try Labelling(column)
    } catch {
      throw Mistake(
        .refused(
          name: "NoGroups", message: error.message,
          remedy: "Rows are grouped by segment, text, yes or no, or numbers of few values"),
        at: .range(reference.range))
    }
    self.init(labelling, of: column)
    guard !keys.isEmpty else {
      throw Mistake(
        .refused(
          name: "NoValues", message: "\(column.name) has no values to group by", remedy: "Choose another column"),
        at: .range(reference.range))
    }
  }

  private init(_ labelling: Labelling, of column: Column) {
    var sizes = [Int](repeating: 0, count: labelling.groups.count)
    for case let group? in labelling.groupOfRow { sizes[group] += 1 }
    var order = Array(sizes.indices)
    // Numbers, and no before yes, have an order of their own.
    if case .text = column.values { order.sort { (sizes[$1], $0) < (sizes[$0], $1) } }
    order = order.filter { sizes[$0] > 0 }
    var numberOf = [Int](repeating: 0, count: sizes.count)
    for (place, group) in order.enumerated() { numberOf[group] = place + 1 }
    self.column = column.name
    keys = Self.keys(order.map { (labelling.groups[$0], sizes[$0]) }, of: column)
    numbers = labelling.groupOfRow.map { $0.map { numberOf[$0] } ?? 0 }
  }

  /// Numbered from 1 in the order given.
  static func keys(_ groups: [(name: String, size: Int)], of column: Column) -> [SegmentKey] {
    let total = max(1, groups.reduce(0) { $0 + $1.size })
    return groups.enumerated().map { place, group in
      SegmentKey(
        number: place + 1, name: shown(group.name), size: group.size, share: Double(group.size) / Double(total),
        grouping: column.name)
    }
  }

  /// A text that nobody would see says what it is.
  private static func shown(_ name: String) -> String {
    if name.isEmpty { return "(empty)" }
    return name.allSatisfy(\.isWhitespace) ? "‘\(name)’" : name
  }

  /// Rows without a value.
  var missingCount: Int { numbers.count { $0 == 0 } }

  /// The largest groups, and one of all others, which has the number 0.
  /// - Parameter most: groups that are shown apart.
  func condensed(most: Int) -> (keys: [SegmentKey], numbers: [Int]) {
    guard keys.count > most else { return (keys, numbers) }
    let large = Set(keys.indices.sorted { (keys[$1].size, $0) < (keys[$0].size, $1) }.prefix(most))
    let shown = large.sorted().map { keys[$0] }
    let rest = keys.indices.filter { !large.contains($0) }.map { keys[$0] }
    let others = SegmentKey(
      number: 0, name: "\(NumberText.count(rest.count)) others", size: rest.reduce(0) { $0 + $1.size },
      share: rest.reduce(0) { $0 + $1.share }, grouping: column)
    let isShown = Set(shown.map(\.number))
    return (shown + [others], numbers.map { isShown.contains($0) ? $0 : 0 })
  }
}

extension ValueKind where Value == Reference {
  /// What rows are grouped by.
  static var grouping: ValueKind {
    let column = ValueKind<Reference>.column
    return ValueKind(
      "segment, or the name of a column of few values", placeholder: "column",
      candidates: column.candidates.adding("segment", "by segment"), decode: column.decode, text: column.text)
  }
}
