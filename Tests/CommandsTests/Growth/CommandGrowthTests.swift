import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Growth of commands")
struct CommandGrowthTests {
  @Test("every command is tried")
  func complete() {
    #expect(Set(CommandTrial.all.map(\.name)) == Set(Registry.standard.names))
  }

  @Test("four times the rows take at most six times the time, but for commands that declare more")
  func rows() async {
    await #expect(processExitsWith: .success) { try CommandGrowthTests.measure(rows: 1_500) }
  }

  private static func measure(rows: Int) throws {
    let small = try SampleSession(rows: rows)
    let large = try SampleSession(rows: GrowthMeter.factor * rows)
    for trial in CommandTrial.all {
      let growth = Registry.standard.description(trial.name)?.growth ?? .linear
      try GrowthMeter.judge(
        trial.line, limit: growth.mostTimes,
        small: { try seconds(trial, in: small) }, large: { try seconds(trial, in: large) })
    }
  }

  private static func seconds(_ trial: CommandTrial, in session: SampleSession) throws -> Double {
    try session.attempt(trial) { line in try GrowthMeter.seconds { try session.run(line) } }
  }
}
