import Wording

/// Why SQL over tables gives nothing.
public struct SQLError: Error, Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case empty
    /// The engine stumbles here; nil at the end of the text.
    case syntax(near: String?)
    /// A quote, a parenthesis or a comment without its end.
    case unclosed(String)
    /// A `)` without its `(`.
    case unopened
    case secondStatement
    /// The first word of what is no query.
    case notAQuery(String)
    /// `isQuoted` when it stands in double quotes, where others write text.
    case unknownColumn(String, nearest: [String], isQuoted: Bool)
    case ambiguousColumn(String)
    /// Columns that differ in case alone, which SQL does not tell apart.
    case alikeColumns([String])
    case unknownTable(String, nearest: [String], known: [String])
    case unknownFunction(String, nearest: [String])
    /// A function that sums up all rows where one row is meant.
    case aggregate(String)
    case windowFunction(String)
    case unknownParameter(String)
    case listParameter(String)
    /// `?`, `:name` and their like, which nothing is bound to.
    case placeholder(String)
    /// A date that is read as a calculation; as it would be written.
    case unquotedDate(String, iso: String)
    /// Compared with a column of dates; as it would be written, nil where it is no day.
    case notADate(String, column: String, iso: String?)
    /// A number compared with a column of text.
    case textBesideNumber(String, column: String)
    /// A text compared with a column of numbers.
    case numberBesideText(String, column: String)
    /// A column of text or dates in a calculation.
    case calculated(column: String, areDates: Bool)
    case commaInNumber(String)
    /// `3 < x < 5`: the outcome of the first comparison is compared with the last value; two comparisons, as they would be written.
    case chained(String, String, right: String)
    /// `|`, `&`, `||` or `&&` between comparisons.
    case joinedBySign(String)
    /// `~` before a condition; as it would be written.
    case negatedBySign(right: String)
    /// `x = NULL`; as it would be written.
    case comparedWithNull(right: String)
    /// A missing value by the name that Python has for it; `isNegated` where it is not to be one.
    case missingByName(String, isNegated: Bool)
    case tooManyColumns(Int, limit: Int)
    case tooManyValues(limit: Int)
    /// The copy that SQLite works on does not fit; bytes.
    case memory(needed: Int, available: Int)
    /// Columns of bytes have no place in a table.
    case bytes(column: String)
    /// A column whose values no table can hold, and what they are: “a list”.
    case nested(column: String, type: String)
    /// A column that is neither grouped by nor summed up.
    case ungrouped(String)
    /// A function that there is, and not for these types: `avg(BOOLEAN)`.
    case wrongTypes(String)
    /// A file, an extension or a setting, which a query has no business with.
    case outside
    /// What a query works with does not fit; bytes.
    case outOfMemory(available: Int)
    /// In the engine's words.
    case failed(String)
    case cancelled
  }

  public let kind: Kind
  /// Where in the text it shows, in Unicode scalars; nil for the text as a whole.
  public let range: Range<Int>?
  /// The only table that a query is about, where a column was not found in it; nil for the table in use.
  public let table: String?

  package init(_ kind: Kind, at range: Range<Int>? = nil, of table: String? = nil) {
    self.kind = kind
    self.range = range
    self.table = table
  }

  /// What is wrong, without a full stop.
  public var message: String {
    switch kind {
    case .empty: "there is no SQL to run"
    case .syntax(let near?): "SQL does not go on like this: ‘\(near)’ is not expected here"
    case .syntax(nil): "this SQL ends too early"
    case .unclosed("("): "this parenthesis is not closed"
    case .unclosed("/*"): "this comment is not closed"
    case .unclosed(let quote): "this text is not closed; a \(quote == "[" ? "]" : quote) is missing at its end"
    case .unopened: "this parenthesis closes none"
    case .secondStatement: "one statement is run, and here a second begins"
    case .notAQuery(let word): "only queries are run, and ‘\(word)’ begins none"
    case .unknownColumn(let name, _, _): "there is no column ‘\(name)’"
    case .ambiguousColumn(let name): "‘\(name)’ is a column of several tables"
    case .alikeColumns(let names): "SQL does not tell \(names.joined(separator: " from ")): they differ in case alone"
    case .unknownTable(let name, _, _): "there is no table ‘\(name)’"
    case .unknownFunction(let name, _): "SQL has no function ‘\(name)’"
    case .aggregate(let name): "\(name)() sums up all rows, and one row at a time is asked about here"
    case .windowFunction(let name): "\(name)() looks at several rows, and a condition speaks of one"
    case .unknownParameter(let name): "no parameter is named \(name)"
    case .listParameter(let name): "$\(name) is a list, and SQL takes one value for a parameter"
    case .placeholder(let text): "nothing is bound to ‘\(text)’"
    case .unquotedDate(let text, _): "without quotes, \(text) is a calculation and no date"
    case .notADate(let text, let column, _): "\(column) holds dates, and ‘\(text)’ is none as they are written here"
    case .textBesideNumber(let number, let column):
      "\(column) holds text, and \(number) is a number: they are never the same"
    case .numberBesideText(let text, let column): "\(column) holds numbers, and ‘\(text)’ is none"
    case .calculated(let column, let areDates):
      "\(column) holds \(areDates ? "dates" : "text"), and this calculates with numbers"
    case .commaInNumber(let text):
      "a comma separates values, and \(text) is \(text.count { $0 == "," } == 1 ? "two" : "several") of them"
    case .chained(let first, let last, _): "SQL takes what comes of \(first), 1 or 0, and compares that with \(last)"
    case .joinedBySign("||"): "|| joins two texts before they are compared, and no conditions"
    case .joinedBySign("&&"): "&& joins no conditions in SQL"
    case .joinedBySign(let sign):
      "\(sign) works on the bits of two numbers before they are compared, and joins no conditions"
    case .negatedBySign: "~ turns the bits of a number, and of 1 or 0 it makes what always holds"
    case .comparedWithNull: "a comparison with NULL holds in no row: nobody knows what is missing"
    case .missingByName(let name, _): "SQL calls what is missing NULL, and knows no \(name)"
    case .tooManyColumns(let count, let limit): "SQL reads tables of up to \(limit) columns, and this one has \(count)"
    case .tooManyValues(let limit): "the result holds more than \(limit / 1_000_000) million values"
    case .memory(let needed, let available):
      "SQL works on a copy of the columns it reads, which needs \(ByteText.megabytes(needed)), and \(ByteText.megabytes(available)) are "
        + "available"
    case .bytes(let column): "‘\(column)’ would hold bytes, and columns hold numbers or text"
    case .nested(let column, let type): "‘\(column)’ would be \(type), and a column holds one value in each row"
    case .ungrouped(let name): "‘\(name)’ has a value in each row, and here one row stands for several"
    case .wrongTypes(let call): "\(call) is nothing that SQL can do: the types do not fit"
    case .outside: "SQL reads the tables of the session and nothing else: no file, no extension, no setting"
    case .outOfMemory(let available):
      "this query needs more than the \(ByteText.megabytes(available)) of memory that are available"
    case .failed(let text): "SQL stopped: \(text)"
    case .cancelled: "stopped"
    }
  }

  /// What would be right; empty where the message says it.
  public var remedy: String {
    func didYouMean(_ names: [String]) -> String {
      names.isEmpty ? "" : "Did you mean \(names.prefix(3).joined(separator: " or "))?"
    }
    switch kind {
    case .unknownColumn(let name, let nearest, true):
      let text = "Text stands in single quotes: '\(name)'"
      return nearest.isEmpty || name.count <= 2 ? text : didYouMean(nearest)
    case .unknownColumn(_, let nearest, false), .unknownFunction(_, let nearest): return didYouMean(nearest)
    case .unknownTable(_, let nearest, let known):
      return nearest.isEmpty
        ? (known.isEmpty ? "" : "There \(known.count == 1 ? "is" : "are") \(known.joined(separator: ", "))")
        : didYouMean(nearest)
    case .ambiguousColumn(let name): return "Put the table before it: table.\(name)"
    case .alikeColumns: return "%drop takes one of them out"
    case .secondStatement: return "Give it a line of its own"
    case .notAQuery: return "A query begins with SELECT, WITH or VALUES; tables are never changed by it"
    case .aggregate(let name):
      return "(SELECT \(name)(…) FROM table) gives one value to compare with, \(name)(…) OVER () the same in each row"
    case .windowFunction: return "%derive makes a column of it, which a condition can name"
    case .unquotedDate(_, let iso): return "A date stands in single quotes, the year first: '\(iso)'"
    case .notADate(_, _, let iso): return "A date is written with the year first: '\(iso ?? "2024-01-31")'"
    case .textBesideNumber(let number, let column):
      return "Text stands in single quotes: '\(number)'; CAST(\(column) AS DOUBLE) makes numbers of it"
    case .numberBesideText(_, let column): return "A number stands without quotes: \(column) = 5"
    case .calculated(let column, true): return "julianday(\(column)) makes days of dates"
    case .calculated(let column, false):
      return "CAST(\(column) AS DOUBLE) makes numbers of it where it holds some; || joins texts"
    case .commaInNumber(let text): return "Write \(Self.withoutComma(text))"
    case .chained(_, _, let right), .negatedBySign(let right), .comparedWithNull(let right): return "Write \(right)"
    case .joinedBySign(let sign): return "Write \(sign.hasPrefix("|") ? "OR" : "AND") between conditions"
    case .missingByName(_, let isNegated): return "Write IS \(isNegated ? "NOT " : "")NULL"
    case .nested(let column, "an interval"): return "date_diff('day', a, b) counts days, epoch(\(column)) seconds"
    case .nested: return "CAST(… AS VARCHAR) makes text of it"
    case .ungrouped(let name):
      return "GROUP BY ALL at its end groups by all that is not summed up; any_value(\(name)) takes one of its values"
    case .wrongTypes(let call):
      return call.contains("BOOLEAN")
        ? "CAST(… AS INTEGER) makes 1 and 0 of true and false"
        : call.contains("VARCHAR") || call.contains("STRING")
          ? "CAST(… AS DOUBLE) makes numbers of text where it holds some" : "CAST(… AS …) makes another type of a value"
    case .outside: return "%load reads a file, %export table writes one"
    case .outOfMemory: return "A query that names fewer columns, or groups of fewer rows, needs less"
    case .placeholder: return "name = 5 sets a parameter, $name stands for it"
    case .tooManyValues: return "LIMIT 1000 at its end gives the first thousand rows"
    case .memory: return "A query that names fewer columns, or %drop, makes it smaller"
    case .tooManyColumns: return "%drop takes columns out"
    default: return ""
    }
  }

  /// A number as SQL reads it: thousands in a row where that is what the commas stand between, and with a point.
  private static func withoutComma(_ text: String) -> String {
    let parts = text.split(separator: ",")
    let digits = parts.map { $0.prefix { $0 != "." }.count }
    let hasPoint = text.contains(".")
    guard digits[0] <= 3, parts[0] != "0", digits.dropFirst().allSatisfy({ $0 == 3 }) else {
      return parts.count == 2 && !hasPoint ? parts.joined(separator: ".") : "one number without commas"
    }
    let isAmbiguous = parts.count == 2 && !hasPoint
    return parts.joined()
      + (isAmbiguous ? ", or \(parts.joined(separator: ".")) where the comma begins decimals" : "")
  }
}
