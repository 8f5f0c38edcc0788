/// What is wrong with a rules file, and where.
public struct RulesError: Error, Sendable, Equatable {
  /// The file as the user named it.
  public var file: String
  /// From 1; nil where the whole file is meant.
  public var line: Int?
  /// The field: `advice › marketing › 2 › when`; empty at the top.
  public var field: String
  /// A clause without a full stop: what is wrong and what is allowed.
  public var problem: String

  public var message: String {
    let place = line.map { "\(file), line \($0)" } ?? file
    return field.isEmpty ? "\(place): \(problem)" : "\(place), \(field): \(problem)"
  }
}
