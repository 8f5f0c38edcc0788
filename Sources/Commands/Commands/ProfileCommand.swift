import Graphics
import Segmentation
import Tables

/// Compares each segment with everyone.
struct ProfileCommand: Command {
  static let name = "profile"
  static let section = Section.reading
  static let summary = "compares the segments column by column: their values, and how far they lie from everyone"
  static let details = """
    Values are those of the table, not of the prepared features. Colours and arrows tell how far a segment's median (or \
    mean) lies from everyone's.
    """
  static let parameters: [Parameter<ProfileCommand>] = [
    .key("by", \.by, .choice(), "the typical value")
  ]
  static let examples = [
    Example("%profile", "medians"),
    Example("%profile by=mean", "means, as in a published table"),
  ]

  var by = Profile.Measure.median

  func run(on session: inout Session, in context: CommandContext) throws {
    let segmentation = try session.segmentation()
    let profile = try Profile(of: segmentation, table: try session.table())
    let columns = profile.columns.indices
    context.show(
      .profile(
        ProfileSpec(
          text: FigureText(
            title: "The segments beside everyone", subtitle: "\(by.rawValue) of each segment",
            insights: insights(profile), caption: segmentation.caption),
          features: profile.columns, keys: segmentation.keys,
          values: columns.map { column in profile.segments.map { text($0[column].value(by)) } },
          deviations: columns.map { column in profile.segments.map { $0[column].deviation(by) } },
          everyone: columns.map { text(profile.everyone[$0].value(by)) }, unit: "SD", options: context.figureOptions)),
      keptIn: &session)
  }

  /// Which columns tell the segments apart best.
  private func insights(_ profile: Profile) -> [String] {
    let strongest = profile.strongest(3, by: by).map { profile.columns[$0] }
    guard !strongest.isEmpty else { return [] }
    return [
      "What tells the segments apart best: \(strongest.joined(separator: ", ")).",
      "Deviations are measured after the recipe's logarithm where it takes one.",
    ]
  }

  private func text(_ value: Double) -> String {
    value == value.rounded() ? NumberText.value(value) : NumberText.amount(value)
  }
}
