import Analysis
import CommandLanguage
import CommandSession
import Segmentation
import Tables

/// What a segmentation is, as far as aims ask.
struct AimFindings {
  /// A number or a word, and how it is shown.
  struct Finding: Sendable, Equatable {
    /// nil for a word, and for what is not defined.
    var number: Double?
    /// The words that it may be called by; empty for a number.
    var words: [String] = []
    let text: String
  }

  let segmentation: CustomerSegmentation
  let table: Table
  /// Of the least stable segment; measured where an aim asks for it.
  var stability: Stability?
  var agreement: Double?
  var hasFacts = false

  func finding(_ measure: AimMeasure) -> Finding {
    let preparation = segmentation.preparation
    let shares = (1...segmentation.k).map(segmentation.share)
    let recipe = preparation.recipe
    switch measure {
    case .k: return number(Double(segmentation.k)) { NumberText.count(Int($0)) }
    case .silhouette:
      return number(segmentation.silhouette) {
        segmentation.scores.silhouetteInWords(NumberText.score) ?? NumberText.score($0)
      }
    case .smallest: return number(shares.min()) { NumberText.percent($0) }
    case .largest: return number(shares.max()) { NumberText.percent($0) }
    case .stable:
      let worst = stability?.segments.map { $0.jaccard.isNaN ? 0 : $0.jaccard }.min()
      return number(worst) { NumberText.decimals($0, 3) }
    case .agree: return number(agreement) { NumberText.decimals($0, 3) }
    case .noise:
      return number(Double(segmentation.noiseCount) / Double(max(1, segmentation.labels.count))) {
        NumberText.percent($0)
      }
    case .rows:
      return number(Double(preparation.rows.count) / Double(max(1, preparation.tableRowCount))) {
        NumberText.percent($0)
      }
    case .features: return number(Double(preparation.featureNames.count)) { NumberText.count(Int($0)) }
    case .facts: return word(hasFacts ? "yes" : "no")
    case .method:
      let method = segmentation.options.method
      return Finding(words: [method.word, method.name], text: method.word)
    case .scale: return word(recipe.scale.rawValue)
    case .log:
      switch recipe.log {
      case .automatic: return word("auto")
      case .all: return word("all")
      case .none: return word("none")
      case .columns: return word("columns")
      }
    case .missing: return word(recipe.missing.rawValue)
    case .recipe: return word(recipe.name.rawValue)
    }
  }

  private func number(_ value: Double?, _ text: (Double) -> String) -> Finding {
    Finding(number: value, text: value.map(text) ?? "not defined")
  }

  private func word(_ word: String) -> Finding { Finding(words: [word], text: word) }

  /// Why an aim is not met; nil where it is.
  func miss(_ aim: Aim, _ measure: AimMeasure) -> Aim.Miss? {
    let finding = finding(measure)
    guard measure.isWord else { return finding.number.map(aim.miss) ?? .tooLow }
    guard case .word(let wanted) = aim.value else { return .other }
    let name = measure == .method ? MethodChoices.name(for: wanted) : nil
    return finding.words.contains(wanted) || (name.map(finding.words.contains) ?? false) ? nil : .other
  }
}
