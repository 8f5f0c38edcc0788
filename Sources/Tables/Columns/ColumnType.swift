/// What the values of a column are, as it is called in front of a user.
public enum ColumnType: String, Sendable, CaseIterable {
  case number, text, boolean, date
}
