/// What a `$name` in SQL stands for.
public enum SQLValue: Sendable, Equatable {
  case integer(Int64)
  case number(Double)
  case text(String)
  /// Several values, which SQL cannot take for one parameter.
  case list
}
