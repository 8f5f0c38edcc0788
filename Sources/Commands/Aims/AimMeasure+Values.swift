import CommandLanguage
import Graphics
import Segmentation

/// What an aim can ask for, so that one that nothing can meet is no aim.
extension AimMeasure {
  /// The words that it can be; empty for a number.
  var words: [String] {
    switch self {
    case .facts: return ["yes", "no"]
    case .method:
      var seen: Set<String> = []
      return (MethodChoices.methods.map(\.text) + MethodChoices.variants.map(\.word)).filter {
        seen.insert($0).inserted
      }
    case .scale: return Recipe.Scale.allCases.map(\.rawValue)
    case .log: return ["auto", "all", "none", "columns"]
    case .missing: return Recipe.Missing.allCases.map(\.rawValue)
    case .recipe: return Recipe.Name.allCases.map(\.rawValue)
    case .k, .silhouette, .smallest, .largest, .stable, .agree, .noise, .rows, .features: return []
    }
  }

  /// Whether a word is one of them, by any of its usual names.
  func knows(_ word: String) -> Bool {
    words.contains(word) || (self == .method && MethodChoices.name(for: word) != nil)
  }

  /// The numbers that it can be.
  /// - Parameter rows: of the table; nil where there is none yet.
  func bounds(rows: Int?) -> ClosedRange<Double> {
    switch self {
    case .k: 1...Double(rows ?? .max)
    case .silhouette, .agree: -1...1
    case .features: 0...Double(Int.max)
    case .smallest, .largest, .stable, .noise, .rows, .facts, .method, .scale, .log, .missing, .recipe: 0...1
    }
  }

  /// What it takes: "a number from -1 to 1, or a range such as 0.2..0.5".
  func noun(rows: Int?) -> String {
    let bounds = bounds(rows: rows)
    func text(_ number: Double) -> String { abs(number) < 2 ? "\(Int(number))" : NumberText.count(Int(number)) }
    switch self {
    case .k:
      let most = rows.map { " to \(NumberText.count($0)), the rows of the table" } ?? " on"
      return "a whole number from 1\(most), or a range such as 3..6"
    case .features: return "a whole number, or a range such as 3..6"
    case .smallest, .largest, .noise, .rows: return "a share from 0% to 100%, or a range such as 5%..20%"
    case .silhouette, .stable, .agree:
      return "a number from \(text(bounds.lowerBound)) to \(text(bounds.upperBound)), or a range such as 0.2..0.5"
    case .facts, .method, .scale, .log, .missing, .recipe: return list(words, limit: words.count)
    }
  }

  /// Whether an aim's value is one that it can be.
  func takes(_ aim: Aim, rows: Int?) -> Bool {
    let bounds = bounds(rows: rows)
    let isCounted = self == .k || self == .features
    switch aim.value {
    case .number(let number): return bounds.contains(number) && !(isCounted && number != number.rounded())
    case .range(let range): return bounds.contains(range.lowerBound) && bounds.contains(range.upperBound)
    case .word, .none, .signed: return false
    }
  }
}
