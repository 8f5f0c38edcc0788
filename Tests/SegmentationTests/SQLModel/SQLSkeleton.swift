import Tables

@testable import Segmentation

/// What is left of a statement when names and texts in quotes are replaced by marks and comments are gone: what an engine takes for
/// SQL. Written from what the engines say of their quotes, apart from the code that writes them.
struct SQLSkeleton {
  private(set) var text = ""
  private(set) var names: [String] = []
  private(set) var texts: [String] = []

  init(_ statement: String, _ dialect: SQLDialect) {
    let scalars = Array(statement.unicodeScalars)
    let nameQuote: Unicode.Scalar = dialect == .spark ? "`" : "\""
    var place = 0
    while place < scalars.count {
      let scalar = scalars[place]
      switch scalar {
      case nameQuote:
        names.append(Self.quoted(scalars, &place, nameQuote, escapes: false))
        text += "N"
      case "'":
        texts.append(Self.quoted(scalars, &place, "'", escapes: dialect == .spark))
        text += "T"
      case "-" where place + 1 < scalars.count && scalars[place + 1] == "-":
        while place < scalars.count, scalars[place] != "\n", scalars[place] != "\r" { place += 1 }
      default:
        text.unicodeScalars.append(scalar)
        place += 1
      }
    }
  }

  /// What stands between quotes, and the place behind them.
  private static func quoted(
    _ scalars: [Unicode.Scalar], _ place: inout Int, _ quote: Unicode.Scalar, escapes: Bool
  ) -> String {
    var value = String.UnicodeScalarView()
    place += 1
    while place < scalars.count {
      if escapes, scalars[place] == "\\", place + 1 < scalars.count {
        if scalars[place + 1] == "u" {
          let digits = String(String.UnicodeScalarView(scalars[(place + 2)..<(place + 6)]))
          value.append(Unicode.Scalar(UInt32(digits, radix: 16) ?? 0) ?? "?")
          place += 6
        } else {
          value.append(scalars[place + 1])
          place += 2
        }
        continue
      }
      if scalars[place] == quote {
        guard !escapes, place + 1 < scalars.count, scalars[place + 1] == quote else {
          place += 1
          break
        }
        place += 1
      }
      value.append(scalars[place])
      place += 1
    }
    return String(value)
  }
}
