import CommandLanguage

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
/// - Other commands may run beside it, each on a draft of its own. Change only what the command is about: of two that change the same
///   part of the session (`SessionPart`), the one that ends later is refused.
/// - Throw a `Mistake`: `Mistake(.refused(name: "TooManySegments", message: …, remedy: …), at: .key("k"))` puts the
///   caret under the value of `k=`. Errors of other rooms may be thrown as they are; `Mistake(_:)` translates them.
/// - Long work takes `context.compute("growing the tree")`, which reports progress and throws when interrupted.
///   `context.display` shows a result in the place where the progress stood.
/// - Work grows with the rows of the table, no faster; `growth` declares what cannot but do more, and a test holds each
///   command to it.
package protocol Command: CommandDeclaration {
  /// Does the work on a draft of the session.
  func run(on session: inout Session, in context: CommandContext) throws
}
