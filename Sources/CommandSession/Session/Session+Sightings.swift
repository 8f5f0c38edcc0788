import CommandLanguage

/// That a command ran on something, or that a step was named for it.
struct Sighting: Hashable, Sendable, Codable {
  /// The command's name, or the line of the step that was named.
  let what: String
  /// The stamp of the rows, features or segments that it was about; 0 for none.
  let stamp: Int
}

/// What was shown of what, for advice on what comes next: no change that `%undo` takes back.
extension Session {
  /// Notes that a command ran on what there was before it and what there is now.
  mutating func note(_ command: String, before: Session) {
    // A session that comes back has seen what it had seen.
    guard resumption == nil else { return }
    for stamp in Set(before.stampsInUse + stampsInUse) { sightings.insert(Sighting(what: command, stamp: stamp)) }
  }

  /// Whether a command ran on the rows, features or segments that are there now.
  package func hasSeen(_ command: String, of stage: Stage) -> Bool {
    stampInUse(of: stage).map { sightings.contains(Sighting(what: command, stamp: $0)) } ?? false
  }

  /// Notes that a step was named for what is there now, so that it need not be named again.
  package mutating func noteNamed(_ line: String, for stage: Stage?) { sightings.insert(named(line, for: stage)) }

  /// Whether a step was named already for what is there now.
  package func wasNamed(_ line: String, for stage: Stage?) -> Bool { sightings.contains(named(line, for: stage)) }

  private func named(_ line: String, for stage: Stage?) -> Sighting {
    Sighting(what: line, stamp: stage.flatMap(stampInUse) ?? 0)
  }

  private var stampsInUse: [Int] { [0] + Stage.allCases.compactMap(stampInUse) }

  /// The stamp of what a stage is now; of a table that of its rows, since a column more makes no other customers.
  private func stampInUse(of stage: Stage) -> Int? {
    guard state(of: stage) == .current else { return nil }
    return switch stage {
    case .table: currentRows
    case .features: madeFeatures?.stamp
    case .segmentation: currentKept == nil ? madeSegmentation?.stamp : keptSegments?.stamp
    case .map: madeMap?.stamp
    }
  }
}
