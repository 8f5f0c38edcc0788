import Tables
import Wording

/// What is wrong with the text of a condition or a template, and where in it.
struct RuleTextError: Error, Sendable, Equatable {
  /// A clause without a full stop.
  var message: String
  /// Unicode scalars of the text.
  var range: Range<Int>

  init(_ message: String, at range: Range<Int>) {
    self.message = message
    self.range = range
  }

  /// A word that is none of those that are allowed here.
  init(unknown word: String, as noun: String, among allowed: [String], at range: Range<Int>) {
    let nearest = nearestNames(to: word, among: allowed, limit: 1)
    let hint = nearest.isEmpty ? "allowed: \(allowed.joined(separator: ", "))" : "did you mean \(nearest[0])?"
    self.init("‘\(word.shortened)’ is no \(noun); \(hint)", at: range)
  }
}
