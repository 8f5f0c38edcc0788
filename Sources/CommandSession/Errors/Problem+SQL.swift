import CommandLanguage
import Tables

extension Problem {
  /// What SQL refused.
  package init(_ error: SQLError, in current: String) {
    let table = error.table ?? current
    let name =
      switch error.kind {
      case .unknownColumn, .alikeColumns, .missingByName: "UnknownColumn"
      case .ambiguousColumn: "AmbiguousColumn"
      case .unknownTable: "UnknownTable"
      case .unknownFunction: "UnknownFunction"
      case .aggregate, .windowFunction, .ungrouped: "NotForOneRow"
      case .secondStatement, .notAQuery: "NotAQuery"
      case .unknownParameter, .listParameter, .placeholder: "UnknownParameter"
      case .tooManyColumns, .tooManyValues: "TooLarge"
      case .memory, .outOfMemory: "NotEnoughMemory"
      case .outside: "NotAllowed"
      case .bytes, .nested, .wrongTypes, .notADate, .textBesideNumber, .numberBesideText, .calculated: "WrongColumnType"
      case .unquotedDate: "UnquotedDate"
      case .commaInNumber: "DecimalComma"
      case .chained, .joinedBySign, .negatedBySign, .comparedWithNull: "AnotherMeaning"
      case .empty, .syntax, .unclosed, .unopened, .failed, .cancelled: "BadSQL"
      }
    switch error.kind {
    case .cancelled: self = .interrupted
    case .unknownColumn(let column, _, _)
    where error.table != nil && ["segment", "segment_name"].contains(column.lowercased()):
      self = .refused(
        name: name, message: "\(table) has no column ‘\(column)’: segments are asked of the table in use, \(current)",
        remedy: "%use \(table) takes it into use")
    case .unknownColumn(let column, let nearest, false) where nearest.isEmpty:
      self = .refused(
        name: name, message: "\(table) has no column ‘\(column)’",
        remedy: "%status lists the columns; text stands in single quotes: '\(column)'")
    case .unknownColumn(let column, let nearest, false):
      self = .unknownColumn(column, nearest: nearest, table: table)
    default: self = .refused(name: name, message: error.message, remedy: error.remedy)
    }
  }
}
