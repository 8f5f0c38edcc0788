/// Column names as people mean them: without case, signs and blanks, so that `MonthlyCharges` is `monthly_charges`.
public enum NameMatching {
  /// The words of a name in small letters, without anything between them.
  public static func folded(_ name: String) -> String { NameWords(name).words.joined() }

  /// Whether a name is the pattern, where `*` stands for any words, one at least: `mnt *`, `num * purchases`.
  ///
  /// Words count here, so that `mnt *` is not `mntwines` in one word; capitals and signs set words apart.
  public static func matches(_ name: String, _ pattern: String) -> Bool {
    guard pattern.contains("*") else { return folded(name) == folded(pattern) && !folded(name).isEmpty }
    let words = NameWords(name).words
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map { NameWords(String($0)).words }
    guard parts.count == 2, words.count > parts[0].count + parts[1].count else { return false }
    return words.starts(with: parts[0]) && words.suffix(parts[1].count).elementsEqual(parts[1])
  }
}
