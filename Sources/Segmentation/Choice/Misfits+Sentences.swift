extension Misfits {
  /// What the mean says, who sits in the wrong segment, and which segments hold together badly.
  /// - Parameter title: how a segment is called.
  public func sentences(title: (Int) -> String) -> [String] {
    if segments.count == 1 { return sentences(on: segments[0], title) }
    var lines = ["The mean silhouette is \(meanInWords): \(structure)."] + [judged].compactMap { $0 }
    guard !rows.isEmpty else { return lines + ["Nobody would sit better in another segment."] }
    lines.append(
      "\(count(rows.count, "customer")) of \(grouped(total)) (\(percent(Double(rows.count) / Double(total)))) "
        + "\(rows.count == 1 ? "lies" : "lie") nearer to another segment than to the own one.")
    let worst = segments.filter { $0.count > 0 }.sorted { $0.count > $1.count }
    for segment in worst.prefix(3) {
      var line =
        "\(title(segment.segment)): \(grouped(segment.count)) of \(grouped(segment.size)) (\(percent(segment.share)))"
      if let first = segment.nearer.first {
        line +=
          first.count == segment.count
          ? ", \(segment.count == 1 ? "" : "all ")nearer to \(title(first.segment))"
          : ", \(grouped(first.count)) of them nearer to \(title(first.segment))"
      }
      lines.append(line + ".")
    }
    let below = segments.filter { $0.most < mean }
    if !below.isEmpty {
      lines.append(
        "\(list(below.map { title($0.segment) })) \(below.count == 1 ? "stays" : "stay") below the mean of all "
          + "throughout: \(below.count == 1 ? "it hardly stands" : "they hardly stand") apart.")
    }
    return lines
  }

  /// The same of one segment beside everyone.
  private func sentences(on segment: Segment, _ title: (Int) -> String) -> [String] {
    let lines =
      [
        "The mean silhouette of \(title(segment.segment)) is \(estimate == nil ? "" : "about ")"
          + "\(decimals(segment.mean, 3)), that of everyone \(meanInWords)."
      ]
      + [judged].compactMap { $0 }
    guard let first = segment.nearer.first else { return lines + ["Nobody would sit better in another segment."] }
    let most = first.count == segment.count ? "" : ", \(grouped(first.count)) of them"
    return lines + [
      "\(grouped(segment.count)) of \(count(segment.size, "customer")) (\(percent(segment.share))) "
        + "\(segment.count == 1 ? "lies" : "lie") nearer to another segment than to the own one\(most): "
        + "\(title(first.segment))."
    ]
  }

  /// With its standard error where it is an estimate.
  private var meanInWords: String {
    estimate.map { "\(decimals(mean, 4)) ± \(decimals($0.standardError, 4))" } ?? decimals(mean, 3)
  }

  /// Who was judged, where that is not everybody.
  private var judged: String? {
    estimate.map {
      "Of \(count($0.customers, "customer"))\(segments.count == 1 ? " in all segments" : "") \(grouped(total)) were judged, drawn by "
        + "chance\(segments.count == 1 ? " from this one" : ""); the mean has a standard error of \(decimals($0.standardError, 4)). "
        + "exact=yes of %cluster judges all."
    }
  }

  /// Kaufman and Rousseeuw's reading of the mean (1990), Finding Groups in Data, table 4 of chapter 2,
  /// doi:10.1002/9780470316801.
  private var structure: String {
    switch mean {
    case ...KChoice.noStructure: "up to \(decimals(KChoice.noStructure, 2)) there is no clear structure"
    case ...0.5: "from 0.26 to 0.50 the structure is weak and may be artificial"
    case ...0.7: "from 0.51 to 0.70 the structure is reasonable"
    default: "above 0.70 the structure is strong"
    }
  }
}
