/// What may be said of customers that were put into segments.
extension Scoring {
  /// In the order in which they matter.
  public var sentences: [String] {
    guard rowCount > 0 else { return ["\(tableName) has no row."] }
    let first = isSame ? ["These are the rows that the segments were made of: each keeps its own."] : []
    return first + [unusualInWords].compactMap { $0 } + (drift?.sentences ?? [])
      + [elsewhereInWords, droppedInWords, filledInWords].compactMap { $0 } + notes.map { $0 + "." }
  }

  private var unusualInWords: String? {
    guard unusual != nil else {
      return
        "The model was saved before there was %score: it cannot tell who looks like nobody before, nor which features moved. "
        + "Where its customers are, %save writes one that can."
    }
    guard !isSame, placedCount > 0 else { return nil }
    let found = unusualCount
    guard found > 0 else {
      return "Nobody lies farther from the centre of their segment than the customers it was made of."
    }
    return
      "\(count(found, "customer")) (\(percent(Double(found) / Double(placedCount)))) \(found == 1 ? "lies" : "lie") farther from the "
      + "centre of the segment than every customer it was made of, and so \(found == 1 ? "looks" : "look") like nobody before."
  }

  /// Where the placement would not give the customers of the fit their own segments.
  private var elsewhereInWords: String? {
    guard let placement, let fit = model.fit, fit.placed != nil, fit.elsewhere > 0 else { return nil }
    let share = Double(fit.elsewhere) / Double(model.labels.count { $0 != nil })
    return
      "Of the customers the segments were made of, \(percent(share)) (\(grouped(fit.elsewhere))) would be put elsewhere "
      + "\(placement.inWords); the share then counts them there."
  }

  private var droppedInWords: String? {
    guard droppedCount > 0 else { return nil }
    let reasons = dropped.map { "\(grouped($0.count)) \($0.reason)" }
    return "\(count(droppedCount, "customer")) \(droppedCount == 1 ? "gets" : "get") no segment: \(list(reasons))."
  }

  private var filledInWords: String? {
    guard !filled.isEmpty else { return nil }
    let values = filled.map { "\(grouped($0.count)) of \($0.column) with \(amount($0.value))" }
    return "Missing values were filled in as when the model was fitted: \(list(values))."
  }
}
