/// Sources that a table can come from, as a list that picks among them.
public struct TableSources: Sendable {
  /// In the order in which they are asked.
  public let types: [any TableSource.Type]

  /// What this room reads by itself; `Warehouse` knows more.
  public static let own = TableSources(tableSources)

  /// - Precondition: there is one, the last, that takes what no other answers to.
  public init(_ types: [any TableSource.Type]) {
    precondition(!types.isEmpty, "a table comes from somewhere")
    self.types = types
  }

  /// The source for a path or a URI: the first that answers to it, else the last.
  public func source(for place: String) -> any TableSource.Type {
    types.first { $0.answers(to: place) } ?? types[types.count - 1]
  }

  /// What can be read, for the sentence “reads …”; what most files are comes first.
  public var summary: String { types.reversed().map { $0.summary }.joined(separator: ", ") }

  /// What the names of files may end in that one of them reads.
  public var possibleEndings: [String] { types.flatMap { $0.endings + $0.possibleEndings } }

  /// Whether a file of this name is one that a source answers to.
  public func know(file name: String) -> Bool {
    types.contains { type in type.endings.contains { name.lowercased().hasSuffix($0) } }
  }
}
