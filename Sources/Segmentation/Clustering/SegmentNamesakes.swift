import Tables

extension Table {
  /// Columns that are called as SQL calls segments: while a table has some, `segment` and `segment_name` are its own there.
  public var namesakesOfSegments: [String] {
    columns.map(\.name).filter { ["segment", "segment_name"].contains($0.lowercased()) }
  }

  /// The line after which SQL sees segments, with a name to be chosen for each of these columns; nil where there are none.
  public var renamingOfNamesakes: String? {
    let names = namesakesOfSegments.enumerated().map { "\($1)=OTHER_NAME\($0 == 0 ? "" : "_\($0 + 1)")" }
    return names.isEmpty ? nil : "%rename \(names.joined(separator: " "))"
  }
}
