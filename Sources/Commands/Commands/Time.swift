import CommandLanguage
import CommandSession
import Wording

/// Measures another command.
struct Time: Command {
  static let name = "time"
  static let section = Section.session
  static let summary = "runs a command, and says how long it took and where the time went"
  static let rest = CommandSyntax.Rest.command
  static let examples = [Example("%time %describe", "summarises, then prints how long that took, stage by stage")]

  func run(on session: inout Session, in context: CommandContext) throws {
    guard case .command(let line)? = context.rest else {
      throw Mistake(
        .missingArgument("command", command: Self.name, meaning: "what to run and measure, such as %time %cluster"))
    }
    let clock = ContinuousClock()
    let start = clock.now
    if let value = try context.runner.run(line, on: &session) { context.display(value) }
    let took = clock.now - start
    context.print("Took \(Self.text(took))\(Self.stages(context.output.stages.times, of: took)).")
  }

  /// Where the time went, in the order in which stages began; what took less than a hundredth is left out.
  private static func stages(_ times: [StageClock.Stage], of whole: Duration) -> String {
    let told = times.map { ($0, share: $0.duration / whole) }.filter { $0.share >= 0.01 }
    guard times.count > 1, !told.isEmpty else { return "" }
    return ": "
      + told.map { "\($0.0.name) \(text($0.0.duration)) (\(NumberText.percent($0.share)))" }.joined(separator: ", ")
  }

  /// Three digits and a unit.
  static func text(_ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    return switch seconds {
    case ..<1: "\(rounded(seconds * 1000)) ms"
    case ..<120: "\(rounded(seconds)) s"
    default: "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
    }
  }

  private static func rounded(_ value: Double) -> String {
    let factor = value < 10 ? 100.0 : value < 100 ? 10 : 1
    return ValueKind<Double>.plain((value * factor).rounded() / factor)
  }
}
