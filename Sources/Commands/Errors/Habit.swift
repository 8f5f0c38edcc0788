/// A habit from SQL, Python or the shell, and what serves here in its place.
struct Habit: Sendable, Equatable {
  var message: String
  var remedy: String

  /// The habit behind a line that is no command, if it is a known one.
  static func line(_ text: String) -> Habit? {
    let lowered = text.lowercased()
    let first = lowered.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    if text.hasPrefix("!") {
      return Habit(message: "a cell runs no shell commands", remedy: "%help lists what it runs")
    }
    switch first {
    case "import", "from":
      return Habit(
        message: "this is no Python: there is nothing to import",
        remedy: "%load data.csv reads a table, %help lists the rest")
    case "print", "echo":
      return Habit(message: "this is no Python", remedy: "%echo text prints; a bare name shows a parameter")
    case "select", "with", "insert", "update", "delete", "create":
      return Habit(message: "SQL is not in this version", remedy: "%head shows rows, %describe summarises columns")
    case "def", "for", "while", "if", "class", "let", "var", "func", "return":
      return Habit(
        message: "a cell holds commands, one a line, and no program",
        remedy: "%help lists them; name = value sets a parameter")
    case "exit", "quit":
      return Habit(
        message: "a notebook is left by closing it", remedy: "The kernel is shut down from the front end's menu")
    case "help": return Habit(message: "commands start with %", remedy: "Write %help")
    case "ls", "cd", "pwd", "cat", "pip", "conda":
      return Habit(message: "a cell runs no shell commands", remedy: "Tab behind %load completes paths")
    default: return method(lowered)
    }
  }

  /// `df.head()` and its like.
  private static func method(_ text: String) -> Habit? {
    let serving = [
      ".head": "%head", ".tail": "%tail", ".sample": "%sample", ".describe": "%describe", ".info": "%status",
      ".shape": "%status", ".dtypes": "%status", ".columns": "%status", ".isnull": "%describe", ".isna": "%describe",
      ".hist": "%hist", ".plot": "%hist", "read_csv": "%load", "read_table": "%load", ".fit": "%cluster",
      "kmeans": "%cluster method=kmeans", "tsne": "%tsne", "dendrogram": "%dendrogram", ".to_csv": "%export",
      ".dropna": "%prepare missing=drop", ".fillna": "%prepare missing=median", ".groupby": "%profile",
    ]
    let found = serving.filter { text.contains($0.key) }.min { ($0.key.count, $0.key) > ($1.key.count, $1.key) }
    if let found { return Habit(message: "this is no Python", remedy: "\(found.value) does that here") }
    guard text.contains("("), text.contains(")") else { return nil }
    return Habit(message: "nothing is called with parentheses here", remedy: "%help lists the commands")
  }

  /// The habit behind a command name of another language.
  static func command(_ name: String) -> Habit? {
    switch name.lowercased() {
    case "pip", "conda", "mamba", "uv":
      Habit(message: "there is nothing to install: Cohort is one program", remedy: "%help lists what it does")
    case "matplotlib", "pylab":
      Habit(message: "figures need no setting up", remedy: "%hist BALANCE draws one, %config sets its size")
    case "who", "whos", "who_ls":
      Habit(message: "there is no %\(name) here", remedy: "%status lists what the session holds")
    case "timeit", "prun": Habit(message: "there is no %\(name) here", remedy: "%time command says how long it takes")
    case "ls", "cd", "pwd", "cat", "bash", "sh", "system", "run", "python", "python3":
      Habit(message: "a cell runs no shell commands and no Python", remedy: "Tab behind %load completes paths")
    case "reset", "clean":
      nil
    case "lsmagic", "magic", "quickref", "man":
      Habit(message: "there is no %\(name) here", remedy: "%help lists the commands")
    case "info", "dtypes", "shape", "columns": Habit(message: "there is no %\(name) here", remedy: "%status shows that")
    case "read_csv", "read", "open", "import":
      Habit(message: "there is no %\(name) here", remedy: "%load file reads a table")
    case "plot": Habit(message: "there is no %\(name) here", remedy: "%hist column, %dendrogram and %tsne draw")
    case "kmeans": Habit(message: "there is no %kmeans", remedy: "Write %cluster method=kmeans")
    default: nil
    }
  }

  /// The habit behind a parameter's value: a call or a list of Python.
  static func value(_ word: Word) -> Habit? {
    guard let first = word.pieces.first, !first.isQuoted else { return nil }
    let text = word.text
    if text.hasPrefix("[") || text.hasPrefix("{") {
      return Habit(message: "brackets are not needed", remedy: "A list is written A,\"B c\"")
    }
    let called = text.prefix { $0 != "(" }
    guard called.count < text.count, called.last?.isLetter == true || called.last == "_" else { return nil }
    return line(text) ?? Habit(message: "nothing is called with parentheses here", remedy: "%help lists the commands")
  }
}
