/// What a session makes one from the other: table → features → segmentation → map.
package enum Stage: String, Sendable, CaseIterable {
  case table
  case features
  case segmentation
  case map

  /// The stage that it is made from.
  package var parent: Stage? {
    switch self {
    case .table: nil
    case .features: .table
    case .segmentation, .map: .features
    }
  }

  package var noun: String {
    switch self {
    case .table: "table"
    case .features: "prepared features"
    case .segmentation: "segmentation"
    case .map: "map"
    }
  }

  package var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  package var isPlural: Bool { self == .features }

  /// The command that makes it.
  package var command: String {
    switch self {
    case .table: "%load"
    case .features: "%prepare"
    case .segmentation: "%cluster"
    case .map: "%tsne"
    }
  }
}
