import CommandLanguage

/// How fast a command has lately come forward, for estimating when it will be done.
///
/// The stages of a command foresee their shares of the work roughly, and how rough that was shows while they run: so the last third
/// of the time counts, not all of it.
struct Pace {
  struct Mark {
    var elapsed: Duration
    /// 0...1.
    package var share: Double
  }

  /// What was noted in the last third of the time, and one mark before.
  package private(set) var marks = [Mark(elapsed: .zero, share: 0)]

  /// Notes the share that is done after some time; both only grow.
  package mutating func note(_ share: Double, after elapsed: Duration) {
    // A mark for each hundredth of the time is enough.
    if marks.count > 1, marks[marks.count - 1].elapsed - marks[marks.count - 2].elapsed < elapsed / 100 {
      marks.removeLast()
    }
    marks.append(Mark(elapsed: elapsed, share: share))
    let recent = elapsed * 2 / 3
    let first = marks.lastIndex { $0.elapsed <= recent } ?? 0
    marks.removeFirst(first)
  }

  /// The time left at the pace of late; nil while too little is done to estimate it.
  var timeLeft: Duration? {
    guard let first = marks.first, let last = marks.last else { return nil }
    guard last.share >= 0.02, last.share > first.share else { return nil }
    return (last.elapsed - first.elapsed) * ((1 - last.share) / (last.share - first.share))
  }
}
