import CommandLanguage
import CommandSession
import KernelInterface

/// Sets where random numbers start.
struct Seed: Command {
  static let name = "seed"
  static let section = Section.session
  static let summary = "sets where random numbers start, for every command without a seed of its own"
  static let details =
    "The same seed gives the same segments and the same map. Without a number it says which seed the session has."
  static let parameters: [Parameter<Seed>] = [
    .argument("n", \.seed, .seed, "the seed; a session starts with 42")
  ]
  static let examples = [Example("%seed 7", "other random numbers from here on")]

  var seed: UInt64?

  func run(on session: inout Session, in context: CommandContext) {
    if let seed { session.seed = seed }
    context.print("The seed is \(session.seed).")
  }
}
