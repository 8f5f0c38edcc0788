import Graphics
import Remote
import Segmentation
import Tables

/// The segments of a table that stays in its database, as they are shown.
struct RemoteSegments {
  let fit: RemoteFit
  let profile: Profile
  /// Names and roles of columns.
  let look: Table

  private static let mostTraits = 3
  /// Deviations of everyone from which on a segment is told by a column.
  private static let leastDeviation = 0.4
  private static let mostColumns = 60
  private static let mostSegments = 20

  private func key(_ segment: Int) -> SegmentKey { SegmentKey(segment, of: fit) }

  // MARK: %cluster

  func table(most: Int) -> HTMLTable {
    HTMLTable(
      title: "\(fit.k) segments of \(fit.table)",
      columns: [
        .init("segment", alignment: .left), .init("customers"), .init("share"),
        .init("what sets it apart", note: "its mean or share (everyone's)", alignment: .left, wraps: true),
      ],
      rows: (1...fit.k).prefix(most).map { segment in
        [
          HTMLTable.Cell(fit.title(of: segment), segment: key(segment).color),
          HTMLTable.Cell(NumberText.count(fit.sizes[segment - 1])),
          HTMLTable.Cell(NumberText.percent(fit.share(of: segment))),
          HTMLTable.Cell(traits(segment)),
        ]
      },
      insights: [
        "Within segments the squared distances to the centroids add up to \(NumberText.score(fit.inertia)), "
          + "\(NumberText.percent(fit.inertia / Double(fit.rowCount * fit.features.transforms.count))) of what they are to one centroid."
      ] + fit.notes, caption: fit.caption)
  }

  /// `high BALANCE: 4,023.10 (1,564.47)`
  private func traits(_ segment: Int) -> String {
    let entries = profile.segments[segment - 1]
    let strongest = entries.indices.sorted {
      (abs(entries[$1].meanDeviation), $0) < (abs(entries[$0].meanDeviation), $1)
    }.prefix(Self.mostTraits).filter { abs(entries[$0].meanDeviation) >= Self.leastDeviation }
    guard !strongest.isEmpty else { return "no column clearly: it is close to everyone" }
    return strongest.map { place in
      let word = profile.shares.contains(place) ? "" : entries[place].meanDeviation > 0 ? "high " : "low "
      let (own, all) = (text(entries[place], .mean, place), text(profile.everyone[place], .mean, place))
      return "\(word)\(profile.columns[place]): \(own) (\(all))"
    }.joined(separator: "; ")
  }

  /// Of answers and categories the share is meant, whatever the measure: their medians say nothing.
  private func text(_ entry: Profile.Entry, _ measure: Profile.Measure, _ place: Int) -> String {
    profile.shares.contains(place)
      ? NumberText.percent(entry.mean) : look.notation(of: profile.columns[place]).sentence(entry.value(measure))
  }

  // MARK: %profile

  /// - Parameter only: one segment beside everyone; nil for all.
  func spec(by measure: Profile.Measure, only: Int?, _ options: FigureOptions) -> ProfileSpec {
    let columns = profile.strongest(Self.mostColumns, by: measure).sorted()
    let shown = only.map { [$0] } ?? Array((1...fit.k).prefix(Self.mostSegments))
    let strongest = profile.strongest(3, by: measure).map { profile.columns[$0] }
    let finding =
      only.map { "\(fit.title(of: $0)): \(traits($0))." }
      ?? "What tells the segments apart best: \(strongest.joined(separator: ", "))."
    return ProfileSpec(
      text: FigureText(
        title: "\(only.map { fit.title(of: $0) } ?? "The segments") of \(fit.table) beside everyone",
        subtitle: "\(measure.rawValue) of \(only == nil ? "each" : "the") segment",
        insights: [
          finding, "Deviations are measured after the recipe's logarithm where it takes one.",
        ], caption: fit.caption),
      features: columns.map { profile.columns[$0] }, keys: shown.map(key),
      values: columns.map { column in shown.map { text(profile.segments[$0 - 1][column], measure, column) } },
      deviations: columns.map { column in shown.map { profile.segments[$0 - 1][column].deviation(measure) } },
      everyone: columns.map { text(profile.everyone[$0], measure, $0) }, unit: "SD", options: options)
  }
}
