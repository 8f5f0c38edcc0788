import Testing

@testable import CommandSession

@Suite("How long a command will still take")
struct PaceTests {
  /// The time left, told ten times a second, of work whose stages take so many seconds each for their shares.
  private func told(_ stages: [(share: Double, seconds: Double)]) -> [(elapsed: Double, left: Double?)] {
    var pace = Pace()
    var told: [(Double, Double?)] = []
    var (before, done) = (0.0, 0.0)
    for stage in stages {
      for step in 1...Int(stage.seconds * 10) {
        let elapsed = before + Double(step) / 10
        pace.note(done + stage.share * Double(step) / (stage.seconds * 10), after: .milliseconds(Int(elapsed * 1000)))
        told.append((elapsed, pace.timeLeft.map { $0 / .seconds(1) }))
      }
      (before, done) = (before + stage.seconds, done + stage.share)
    }
    return told
  }

  @Test("is told to the second of steady work, from two hundredths on")
  func steady() {
    for (elapsed, left) in told([(1, 100)]) {
      if elapsed < 2 {
        #expect(left == nil)
      } else {
        #expect(abs((left ?? -1) - (100 - elapsed)) < 0.5)
      }
    }
  }

  @Test("follows a last stage that is much slower than was foreseen once it makes a third of the time")
  func slowStage() {
    for (elapsed, left) in told([(0.75, 10), (0.25, 240)]) where elapsed > 16 {
      #expect(abs((left ?? -1) - (250 - elapsed)) < 0.1 * (250 - elapsed) + 1)
    }
  }

  @Test("is not told of work that stands still, and comes to nothing at the end")
  func ends() {
    var pace = Pace()
    for second in 1...30 { pace.note(0.5, after: .seconds(second)) }
    #expect(pace.timeLeft == nil)
    #expect(told([(0.3, 5), (0.7, 5)]).last?.left == 0)
  }

  @Test("needs no more memory for an hour than for a minute")
  func marks() {
    var pace = Pace()
    for tenth in 1...36_000 { pace.note(Double(tenth) / 36_000, after: .milliseconds(tenth * 100)) }
    #expect(pace.marks.count <= 102)
  }
}
