/// One `%command`: a page of documentation with a `run`.
///
/// A command is a struct. Its properties hold what the user can say, their initial values are the defaults, and
/// `parameters` gives each its key, its kind and its meaning. Help, completion, inspection, README's table and the
/// errors for everything mistyped come from these declarations; `run` starts with values that are valid.
///
/// ```swift
/// struct Head: Command {
///   static let name = "head"
///   static let section = Section.data
///   static let summary = "the first rows of the table"
///   static let parameters: [Parameter<Head>] = [
///     .argument("n", \.n, .wholeNumber(in: 1...1_000), "how many rows")
///   ]
///   static let examples = [Example("%head 10", "ten rows")]
///
///   var n = 5
///
///   func run(on session: inout Session, in context: CommandContext) throws {
///     let table = try session.table()
///     context.display(DisplayData(plain: …))
///   }
/// }
/// ```
///
/// - Kinds of values are `ValueKind`s: `.wholeNumber(in:)`, `.number(above:)`, `.yesOrNo`, `.text()`, `.columns`,
///   `.choice()` of an enum with raw values, `.path(endings:)`. A property that is nil until given takes the same
///   kinds; `.or("auto", .automatic)` adds a word. A new kind is a static property in an extension of `ValueKind`,
///   often made with `.map`, with a noun that fits behind “is”; `Config.swift` has some.
/// - `session` is a draft. Change it freely: it becomes the session only when `run` returns, and `%undo` takes all of
///   one command back. `session.table()`, `.features()`, `.segmentation()` throw what is missing or stale; store
///   results with `session.set…`, which stamps them with what they were made from.
/// - Throw a `Mistake`: `Mistake(.refused(name: "TooManySegments", message: …, remedy: …), at: .key("k"))` puts the
///   caret under the value of `k=`. Errors of other rooms may be thrown as they are; `Mistake(_:)` translates them.
/// - Long work takes `context.compute("growing the tree")`, which reports progress and throws when interrupted.
///   `context.display` shows a result in the place where the progress stood.
/// - Work grows with the rows of the table, no faster; `growth` declares what cannot but do more, and a test holds each
///   command to it.
protocol Command: Sendable {
  /// The name without `%`.
  static var name: String { get }
  static var section: Section { get }
  /// What it does: a clause that starts small and has no full stop.
  static var summary: String { get }
  /// Further sentences for the help page.
  static var details: String { get }
  static var parameters: [Parameter<Self>] { get }
  static var examples: [Example] { get }
  /// What follows the options; a command that takes a rest reads it from `CommandContext.rest`.
  static var rest: CommandSyntax.Rest { get }
  /// What its work grows with, where that is more than the rows.
  static var growth: Growth { get }

  init()

  /// Does the work on a draft of the session.
  func run(on session: inout Session, in context: CommandContext) throws
}

extension Command {
  static var details: String { "" }
  static var parameters: [Parameter<Self>] { [] }
  static var rest: CommandSyntax.Rest { .none }
  static var growth: Growth { .linear }
}

/// Where a command stands in help and in README's table.
enum Section: String, Sendable, CaseIterable {
  case data = "Data"
  case preparation = "Preparation"
  case segmentation = "Segmentation"
  case reading = "Reading the segments"
  case keeping = "Keeping"
  case session = "Session"
}

/// A line to try, and what it does.
struct Example: Sendable, Equatable {
  var line: String
  var meaning: String

  init(_ line: String, _ meaning: String) {
    self.line = line
    self.meaning = meaning
  }
}
