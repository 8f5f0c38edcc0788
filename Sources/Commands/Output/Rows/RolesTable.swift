import Graphics
import Tables

/// What the columns of a table are, with why: those of one kind and reason together.
struct RolesTable {
  let table: Table
  /// Whether it is the look of a table that stays in its database.
  var isElsewhere = false

  private struct Group {
    let role: ColumnRole
    let reason: String
    var names: [String]
    /// Whether all of these columns are segmented by, or none.
    let isUsed: Bool
  }

  /// In the order of the table, by the first column of each.
  private var groups: [Group] {
    var groups: [Group] = []
    for (index, column) in table.columns.enumerated() {
      let assigned = table.role(of: index)
      let isMeasure = assigned.role.isFeature && (column.numbers != nil || table.answer(of: index) != nil)
      // Of one row every column has one value.
      let isConstant = isMeasure && table.rowCount > 1 && column.hasOneValue
      let isUsed = isMeasure && !isConstant
      let reason = isConstant ? assigned.reason + "; one value throughout" : assigned.reason
      let known = groups.firstIndex { $0.role == assigned.role && $0.reason == reason && $0.isUsed == isUsed }
      if let known {
        groups[known].names.append(column.name)
      } else {
        groups.append(Group(role: assigned.role, reason: reason, names: [column.name], isUsed: isUsed))
      }
    }
    return groups
  }

  var html: HTMLTable {
    let groups = groups
    let used = groups.filter(\.isUsed).reduce(0) { $0 + $1.names.count }
    let all = "\(NumberText.count(used)) of \(NumberText.count(table.columns.count)) columns are segmented by"
    return HTMLTable(
      title: "What the columns are",
      columns: [
        .init("columns", alignment: .left, wraps: true), .init("role", alignment: .left),
        .init("why", alignment: .left, wraps: true), .init("segmented by", alignment: .left),
      ],
      rows: groups.map { group in
        [
          HTMLTable.Cell(list(group.names, limit: 40)), HTMLTable.Cell(group.role.noun), HTMLTable.Cell(group.reason),
          HTMLTable.Cell(group.isUsed ? "yes" : "no"),
        ]
      },
      caption: isElsewhere
        ? "\(all); %role says otherwise of rows that are here, which %sample brings"
        : "\(all); %role COLUMN=role says otherwise")
  }
}

extension Column {
  /// Whether all values that are there are one.
  fileprivate var hasOneValue: Bool {
    switch values {
    case .numbers(let numbers):
      guard let first = numbers.first(where: { !$0.isNaN }) else { return true }
      return numbers.allSatisfy { $0.isNaN || $0 == first }
    default: return distinctCount < 2
    }
  }
}
