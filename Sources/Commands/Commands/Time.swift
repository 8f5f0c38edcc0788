import CommandLanguage
import CommandSession

/// Measures another command.
struct Time: Command {
  static let name = "time"
  static let section = Section.session
  static let summary = "runs a command and says how long it took"
  static let rest = CommandSyntax.Rest.command
  static let examples = [Example("%time %describe", "summarises, then prints how long that took")]

  func run(on session: inout Session, in context: CommandContext) throws {
    guard case .command(let line)? = context.rest else {
      throw Mistake(
        .missingArgument("command", command: Self.name, meaning: "what to run and measure, such as %time %cluster"))
    }
    let clock = ContinuousClock()
    let start = clock.now
    if let value = try context.runner.run(line, on: &session) { context.display(value) }
    context.print("Took \(Self.text(clock.now - start)).")
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
