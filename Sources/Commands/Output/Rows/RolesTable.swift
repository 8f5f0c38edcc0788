import Graphics
import Tables

/// What the columns of a table are, with why: those of one kind and reason together.
struct RolesTable {
  let table: Table

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
      let isUsed = assigned.role.isFeature && (column.numbers != nil || table.answer(of: index) != nil)
      let known = groups.firstIndex { $0.role == assigned.role && $0.reason == assigned.reason && $0.isUsed == isUsed }
      if let known {
        groups[known].names.append(column.name)
      } else {
        groups.append(Group(role: assigned.role, reason: assigned.reason, names: [column.name], isUsed: isUsed))
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
      caption: "\(all); %role COLUMN=role says otherwise")
  }
}
