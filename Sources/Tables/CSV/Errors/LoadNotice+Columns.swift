import Wording

extension LoadNotice {
  /// Notices as they are said, each without a full stop: what is the same of several columns in one sentence, after the first of them.
  public static func messages(_ notices: [LoadNotice]) -> [String] {
    var groups: [(first: LoadNotice, kind: String?, others: [String])] = []
    for notice in notices {
      let same = notice.ofColumn
      if let same, let place = groups.firstIndex(where: { $0.kind == same.kind }) {
        groups[place].others.append(same.column)
      } else {
        groups.append((notice, same?.kind, []))
      }
    }
    return groups.map { group in
      group.others.isEmpty
        ? group.first.message : group.first.message + "; the same holds of \(list(group.others, limit: 12))"
    }
  }

  /// What is said of a column in the words that another could be spoken of with; nil for what is said of one alone.
  private var ofColumn: (kind: String, column: String)? {
    switch self {
    case .inRows(let notice): notice.ofColumn
    case .allMissing(let column): ("no value", column)
    case .leadingZeros(let column, _, _): ("leading zeros", column)
    case .longIntegers(let column, _, _): ("long integers", column)
    case .readAsNumber(let column, _, _, _, let how): ("number: " + how, column)
    case .ambiguousNumber(let column, _, _, _, _, let option): ("open number: " + option, column)
    case .readAsDate(let column, _, _, _, let order, let hasShortYears): ("date: \(order) \(hasShortYears)", column)
    case .ambiguousDate(let column, _, _, _, let order, _, _): ("open date: \(order)", column)
    case .undecidedDate(let column, _, _): ("undecided date", column)
    case .unfitDates(let column, _, _, _, let fitting): ("unfit dates: \(fitting)", column)
    case .readNumberAsDate(let column, _, _, _): ("number as date", column)
    default: nil
    }
  }
}
