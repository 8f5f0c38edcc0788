import Foundation
import Testing

@testable import CommandSession

@Suite("The steps of a session")
struct SessionStepsTests {
  private func steps(_ count: Int) -> SessionSteps {
    var session = Session()
    for number in 0..<count {
      let before = session
      session.seed = UInt64(number)
      session.remember(before, changedBy: CommittedLine("%seed \(number)"))
    }
    return session.steps
  }

  @Test("all stand in their order, whatever their number", arguments: [0, 1, 63, 64, 65, 128, 1000])
  func order(count: Int) {
    #expect(steps(count).map(\.command) == (0..<count).map { "%seed \($0)" })
  }

  @Test("a copy keeps its own when the other goes on") func copies() {
    var later = steps(100)
    let earlier = later
    later.append(later[3])
    #expect(earlier.count == 100 && later.count == 101)
    #expect(earlier.last?.command == "%seed 99" && later.last?.command == "%seed 3")
  }

  @Test("they are encoded as an array is") func coding() throws {
    let encoded = try PropertyListEncoder().encode(steps(130))
    let decoded = try PropertyListDecoder().decode(SessionSteps.self, from: encoded)
    #expect(decoded.map(\.command) == steps(130).map(\.command))
    #expect(try PropertyListDecoder().decode([SessionStep].self, from: encoded).count == 130)
  }

  @Test("%undo says so where the change before is kept no more") func older() {
    let cohort = CohortInterpreter.test()
    for number in 0..<25 { cohort.shown("%seed \(number)") }
    for _ in 0..<20 { cohort.shown("%undo") }
    #expect(cohort.error("%undo").joined().contains("only the last 20 changes are kept"))
    #expect(CohortInterpreter.test().error("%undo").joined().contains("nothing has changed yet"))
  }

  @Test("a line that changes nothing is none") func nothing() {
    let cohort = CohortInterpreter.test()
    for _ in 0..<5 { cohort.shown("k = 4\n%seed 42") }
    #expect(cohort.session.steps.map(\.command) == ["k = 4"])
  }
}
