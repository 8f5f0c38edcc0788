/// One place of a YAML text: what is there, and the line where it begins.
struct YAMLNode {
  enum Content {
    case scalar(String)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  let content: Content
  /// Counted from 1.
  let line: Int
}

/// Why a text is no YAML, or none that is read here.
struct YAMLProblem: Error, Equatable {
  /// Counted from 1; nil where no line is to blame.
  let line: Int?
  let words: String
}
