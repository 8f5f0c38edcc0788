extension StringProtocol {
  /// Without the white space around it.
  package var trimmed: String { trimming(\.isWhitespace) }

  /// Without those characters around it.
  package func trimming(_ isOutside: (Character) -> Bool) -> String {
    let start = drop(while: isOutside)
    let end = start.lastIndex { !isOutside($0) }
    return end.map { String(start[...$0]) } ?? ""
  }
}
