import Graphics
import Segmentation
import Tables

/// What `%profile` shows: the segments column by column, tinted by how far they lie from everyone.
struct ProfileReport {
  let profile: Profile
  let traits: SegmentTraits
  let segmentation: CustomerSegmentation
  let table: Table
  var by = Profile.Measure.median
  /// The one segment (1…k) that stands beside everyone; nil for all.
  var only: Int?

  /// More of them make a figure that nobody reads.
  private static let mostColumns = 60
  private static let mostSegments = 20
  private static let mostDescribed = 8

  func figure(_ options: FigureOptions) -> Figure { .profile(spec(options)) }

  func spec(_ options: FigureOptions) -> ProfileSpec {
    // In the table's order; of a wide table those that tell most.
    let columns = profile.strongest(Self.mostColumns, by: by).sorted()
    let places = only.map { [$0 - 1] } ?? Array(profile.segments.indices.prefix(Self.mostSegments))
    let keys = places.map { segmentation.keys[$0] }
    let segments = places.map { profile.segments[$0] }
    let written = columns.map { column in
      let all = texts(profile.segments.map { $0[column] } + [profile.everyone[column]], column)
      return places.map { all[$0] } + [all[all.count - 1]]
    }
    return ProfileSpec(
      text: FigureText(
        title: only.map { "\(segmentation.title(of: $0)) beside everyone" } ?? "The segments beside everyone",
        subtitle: "\(by.rawValue) of \(only == nil ? "each" : "the") segment",
        insights: insights(shown: columns.count)
          + apart(TraitsText(traits: traits, segmentation: segmentation), Array(zip(places, keys))),
        caption: segmentation.caption),
      features: columns.map { profile.columns[$0] }, keys: keys,
      values: written.map { Array($0.dropLast()) },
      deviations: columns.map { column in segments.map { $0[column].deviation(by) } },
      everyone: written.map { $0[$0.count - 1] }, unit: "SD", options: options)
  }

  /// Which columns tell the segments apart best.
  private func insights(shown: Int) -> [String] {
    let strongest = profile.strongest(3, by: by).map { profile.columns[$0] }
    guard !strongest.isEmpty, profile.segments.count > 1 else { return [] }
    var lines = only == nil ? ["What tells the segments apart best: \(strongest.joined(separator: ", "))."] : []
    lines.append("Deviations are measured after the recipe's logarithm where it takes one.")
    if shown < profile.columns.count {
      lines.append(
        "Of \(NumberText.count(profile.columns.count)) columns, the \(shown) that differ most between segments are "
          + "shown.")
    }
    if only == nil, profile.segments.count > Self.mostSegments {
      lines.append(
        "Of \(NumberText.count(profile.segments.count)) segments, the \(Self.mostSegments) largest are shown.")
    }
    return lines
  }

  /// What sets the largest segments apart, categories included.
  private func apart(_ text: TraitsText, _ keys: [(place: Int, key: SegmentKey)]) -> [String] {
    let note =
      by == .mean ? ["What sets the segments apart goes by medians and shares, as in %cluster and %insights:"] : []
    return note
      + keys.prefix(Self.mostDescribed).map { place, key in
        "\(key.heading): \(text.line(of: place + 1, most: only == nil ? 2 : 6))."
      }
  }

  /// The values of one column; with decimals for all of them where one has any.
  private func texts(_ entries: [Profile.Entry], _ column: Int) -> [String] {
    guard !profile.shares.contains(column) else { return entries.map { NumberText.percent($0.mean) } }
    let values = entries.map { $0.value(by) }
    let areWhole = values.allSatisfy { !$0.isFinite || $0 == $0.rounded() }
    let texts = values.map { areWhole ? NumberText.value($0) : NumberText.amount($0) }
    return table.notation(of: profile.columns[column]) == .name ? texts.map(NumberText.ungrouped) : texts
  }
}
