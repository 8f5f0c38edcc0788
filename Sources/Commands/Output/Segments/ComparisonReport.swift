import Analysis
import Graphics
import Segmentation

/// What `%compare` shows: the candidates in a table, the recommendation in words, the measures as curves.
struct ComparisonReport {
  let comparison: Comparison
  /// The segments in use, if there are any.
  let used: CustomerSegmentation?
  /// What was not measured, and how to have it measured.
  let leftOut: String?
  let options: FigureOptions

  /// One column of the table and one curve of the figure.
  private struct Measure {
    let name: String
    var note: String
    let tooltip: String
    /// NaN where it is not defined.
    let value: (Comparison.Candidate) -> Double
    var text: (Comparison.Candidate) -> String
    /// The number of segments it speaks for.
    let best: Int?
    /// What that number is to it.
    var word = "best"
    var errors: ((Comparison.Candidate) -> Double)?
  }

  // MARK: The table

  var table: HTMLTable {
    let shown = measures
    return HTMLTable(
      title: "How many segments",
      columns: [.init("segments")]
        + shown.map { .init($0.name, note: $0.note, tooltip: $0.tooltip) } + [.init("", alignment: .left)],
      rows: comparison.candidates.map { candidate in
        [HTMLTable.Cell(NumberText.count(candidate.k))]
          + shown.map { cell($0, candidate) } + [HTMLTable.Cell(remarks(candidate.k))]
      },
      insights: insights, caption: comparison.caption)
  }

  private func cell(_ measure: Measure, _ candidate: Comparison.Candidate) -> HTMLTable.Cell {
    guard !measure.value(candidate).isNaN else { return .missing }
    let text = measure.text(candidate)
    guard measure.best == candidate.k, comparison.candidates.count > 1 else { return HTMLTable.Cell(text) }
    return HTMLTable.Cell("★ " + text, tooltip: "the number that \(measure.name) speaks for")
  }

  private func remarks(_ k: Int) -> String {
    var words: [String] = []
    if k == comparison.choice.k, comparison.candidates.count > 1 { words.append("◄ recommended") }
    if k == used?.k { words.append(isSameMethod ? "in use" : "in use, made otherwise") }
    return words.joined(separator: ", ")
  }

  private var isSameMethod: Bool {
    used?.options.method.word == comparison.options.method.word
  }

  private var insights: [String] {
    var lines = comparison.recommendation
    if comparison.candidates.count > 1 {
      lines.append(
        "★ is the best of its column; beside inertia, which always falls, it is the knee of these sums of squares, as "
          + "%elbow has it"
          + (comparison.choice.curve == .heights ? " (k=auto looks at the merge heights)" : "")
          + (comparison.gap?.tibshirani == nil
            ? "." : ", and beside the gap the first that the next does not beat by more than its standard error."))
    }
    if let used, !isSameMethod {
      lines.append(
        "The segments in use are k = \(used.k) by \(used.options.methodInWords); this table shows "
          + "\(comparison.options.methodInWords).")
    }
    return lines + comparison.notes + [leftOut].compactMap { $0 }
  }

  // MARK: The figure

  var figure: Figure {
    let candidates = comparison.candidates
    return .lines(
      LineSpec(
        kind: "compare",
        text: FigureText(
          title: "The measures over the number of segments",
          subtitle: "each with the number it speaks for; the dashed line is the recommendation",
          caption: comparison.caption),
        xTitle: "segments", xs: candidates.map { Double($0.k) },
        series: measures.map { measure in
          LineSpec.Series(
            name: measure.note.isEmpty ? measure.name : "\(measure.name) (\(measure.note))",
            values: candidates.map { measure.value($0) },
            chosen: measure.best.flatMap { best in candidates.firstIndex { $0.k == best } },
            note: measure.word,
            errors: measure.errors.map { errors in candidates.map { errors($0) } } ?? [])
        },
        marked: Double(comparison.choice.k), markedLabel: "k = \(comparison.choice.k)", options: options))
  }

  // MARK: The measures

  private var measures: [Measure] {
    func score(
      _ name: String, _ note: String, _ tooltip: String, _ places: Int, sign: Double = 1,
      _ value: @escaping (Comparison.Candidate) -> Double?
    ) -> Measure {
      Measure(
        name: name, note: note, tooltip: tooltip, value: { value($0) ?? .nan },
        text: { candidate in
          let value = value(candidate) ?? .nan
          return abs(value) < 1e9 ? NumberText.decimals(value, places) : NumberText.score(value)
        },
        best: comparison.best { candidate in value(candidate).map { sign * $0 } })
    }
    var measures = [
      Measure(
        name: "inertia", note: "always falls", tooltip: "the within-cluster sum of squares", value: \.inertia,
        text: inertia, best: comparison.knee,
        word: "knee"),
      silhouette(
        score("silhouette", "high", "1 well inside, 0 between two segments; the mean of all", 3, \.scores.silhouette)),
      score(
        "Calinski-Harabasz", "high", "variance between the segments over variance within", 1,
        \.scores.calinskiHarabasz),
      score(
        "Davies-Bouldin", "low", "how near each segment is to its worst neighbour, for its width", 3, sign: -1,
        \.scores.daviesBouldin),
    ]
    for own in comparison.candidates.first?.ownMeasures ?? [] {
      measures.append(
        score(own.name, own.isBetterLow ? "low" : "high", own.meaning, 1, sign: own.isBetterLow ? -1 : 1) { candidate in
          candidate.ownMeasures.first { $0.name == own.name }?.value
        })
    }
    if let gap = comparison.gap {
      measures.append(
        Measure(
          name: "gap", note: "± standard error",
          tooltip: "ln of the inertia expected of data without groups, less ln of the inertia",
          value: { $0.gap?.gap ?? .nan },
          text: {
            "\(NumberText.decimals($0.gap?.gap ?? .nan, 3)) ± \(NumberText.decimals($0.gap?.standardError ?? .nan, 3))"
          }, best: gap.tibshirani, word: "named", errors: { $0.gap?.standardError ?? .nan }))
    }
    if comparison.effort.resamples > 0 {
      measures.append(
        score(
          "adjusted Rand", "redrawn, high",
          "mean adjusted Rand index with the segments of customers drawn anew; it has no vote", 3, \.agreement))
    }
    return measures
  }

  /// With standard errors where it was estimated.
  private func silhouette(_ exact: Measure) -> Measure {
    guard comparison.candidates.contains(where: { $0.scores.silhouetteError != nil }) else { return exact }
    var estimated = exact
    estimated.note = "± standard error, from \(NumberText.count(ClusterOptions.judged)) customers"
    estimated.text = { $0.scores.silhouetteInWords { NumberText.decimals($0, 3) } ?? exact.text($0) }
    estimated.errors = { $0.scores.silhouetteError ?? .nan }
    return estimated
  }

  /// With as many decimals for all, as six digits of the largest leave.
  private func inertia(_ candidate: Comparison.Candidate) -> String {
    let largest = comparison.candidates.map(\.inertia).filter(\.isFinite).max() ?? 0
    guard largest < 1e9, largest >= 0.1 else { return NumberText.score(candidate.inertia) }
    let places = [1e5, 1e4, 1e3, 100, 10, 1].firstIndex { largest >= $0 } ?? 6
    return NumberText.decimals(candidate.inertia, places)
  }
}
