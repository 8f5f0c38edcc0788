/// The language a kernel speaks for: everything the kernel asks of it, and nothing of Jupyter.
///
/// Calls of `execute` come one at a time, unless the language runs cells in parallel and a front end has created a subshell. The other
/// requests may come while a cell runs and answer from the state that the last finished cell left.
public protocol Interpreter: Sendable {
  var language: LanguageDescription { get }

  /// Runs one cell. Returns when its last output has been handed to `context`.
  func execute(_ code: String, in context: any ExecutionContext) -> ExecutionOutcome

  /// A cell as the history may keep it: without what lets somebody in somewhere.
  func forHistory(_ code: String) -> String

  /// The value of one `user_expressions` entry.
  func evaluate(_ expression: String, in context: any ExecutionContext) -> EvaluationOutcome

  /// Completions for `code` at `cursor`, counted in Unicode scalars.
  func complete(_ code: String, at cursor: Int) -> CompletionList

  /// What is known about the thing at `cursor`, or nil.
  func inspect(_ code: String, at cursor: Int, detail: InspectionDetail) -> DisplayData?

  /// Whether a front end should run `code` or wait for more of it.
  func completeness(of code: String) -> Completeness

  /// What front ends can open comms to. Their calls come like those of `execute`: one at a time, and never while a cell runs, but for
  /// what comes on subshells.
  var commTargets: [any CommTarget] { get }

  /// Whether cells and messages of comms may run beside each other, on threads of their own. Only then front ends can create subshells.
  var runsInParallel: Bool { get }

  /// Called once, after the last cell, when the kernel ends in order: asked by a front end, or by a signal.
  /// - Parameter willRestart: whether another kernel is to follow at once.
  func kernelEnds(willRestart: Bool)
}

// What a language need not have to begin with.
extension Interpreter {
  /// No expressions: each is answered with an error.
  public func evaluate(_ expression: String, in context: any ExecutionContext) -> EvaluationOutcome {
    .failed(
      ErrorReport(
        name: "NoExpressions", message: "this language has no expressions",
        lines: ["NoExpressions: this language has no expressions"]))
  }

  /// As it is.
  public func forHistory(_ code: String) -> String { code }

  /// Nothing to offer.
  public func complete(_ code: String, at cursor: Int) -> CompletionList {
    CompletionList(items: [], start: cursor, end: cursor)
  }

  /// Nothing known.
  public func inspect(_ code: String, at cursor: Int, detail: InspectionDetail) -> DisplayData? { nil }

  /// Not known: a front end then runs what it is given.
  public func completeness(of code: String) -> Completeness { .unknown }

  /// None: each comm that a front end opens is closed at once.
  public var commTargets: [any CommTarget] { [] }

  /// One thing at a time.
  public var runsInParallel: Bool { false }

  /// Nothing to be done.
  public func kernelEnds(willRestart: Bool) {}
}

/// Who the language is, as front ends want to know it.
public struct LanguageDescription: Sendable, Equatable {
  public struct HelpLink: Sendable, Equatable {
    public var text: String
    public var url: String
    public init(text: String, url: String) {
      self.text = text
      self.url = url
    }
  }

  public var name: String
  public var version: String
  public var mimeType: String
  public var fileExtension: String
  public var pygmentsLexer: String
  public var codeMirrorMode: String
  public var banner: String
  public var helpLinks: [HelpLink]

  public init(
    name: String, version: String, mimeType: String, fileExtension: String,
    pygmentsLexer: String, codeMirrorMode: String, banner: String, helpLinks: [HelpLink] = []
  ) {
    self.name = name
    self.version = version
    self.mimeType = mimeType
    self.fileExtension = fileExtension
    self.pygmentsLexer = pygmentsLexer
    self.codeMirrorMode = codeMirrorMode
    self.banner = banner
    self.helpLinks = helpLinks
  }
}

/// How a cell ended.
public enum ExecutionOutcome: Sendable, Equatable {
  /// Done; `result` is the value of the cell (Jupyter's `execute_result`), where it has one.
  case finished(result: DisplayData?)
  case failed(ErrorReport)
}

/// What a `user_expressions` entry came to.
public enum EvaluationOutcome: Sendable, Equatable {
  case value(DisplayData)
  case failed(ErrorReport)
}

/// An error as the user reads it; the one place that turns error values into prose has already run.
public struct ErrorReport: Error, Sendable, Equatable {
  /// A short name in the field's terms, such as `UnknownColumn`. `Interrupted` for an interrupt.
  public var name: String
  /// One sentence.
  public var message: String
  /// What is shown: at most a handful of lines, ANSI colours allowed.
  public var lines: [String]

  public init(name: String, message: String, lines: [String]) {
    self.name = name
    self.message = message
    self.lines = lines
  }
}

/// Whether a cell can run as it stands.
public enum Completeness: Sendable, Equatable {
  case complete
  /// More must follow; a front end starts the next line with `indent`.
  case incomplete(indent: String)
  case invalid
  case unknown
}

/// What to offer in place of the text between `start` and `end`, both counted in Unicode scalars.
public struct CompletionList: Sendable, Equatable {
  public struct Item: Sendable, Equatable {
    /// The whole text that replaces the range.
    public var text: String
    /// What it is: `command`, `parameter key`, `value`, `column`, `segment`, `path` ….
    public var kind: String
    /// A short explanation shown beside it.
    public var signature: String
    public init(text: String, kind: String, signature: String = "") {
      self.text = text
      self.kind = kind
      self.signature = signature
    }
  }

  public var items: [Item]
  public var start: Int
  public var end: Int

  public init(items: [Item], start: Int, end: Int) {
    self.items = items
    self.start = start
    self.end = end
  }
}

/// How much an inspection says: Jupyter's `detail_level` 0 or 1.
public enum InspectionDetail: Int, Sendable {
  case brief = 0
  case full = 1
}
