/// Names that the language has promised and this version does not have: refused honestly, offered nowhere.
enum Unbuilt {
  /// What serves in their place, by name.
  static let instead: [String: String] = [
    "filter": "Filter the file before %load",
    "derive": "Add the column to the file before %load",
    "drop": "%prepare drop=COLUMN leaves a column out",
    "reset": "%load reads the table again, %undo takes the last change back",
    "sql": "%head shows rows, %describe summarises columns",
    "tables": "%status lists what the session holds",
    "use": "%load reads the table that is to be current",
    "insights": "%profile shows what sets segments apart",
    "name": "Segments go by their numbers for now",
    "save": "%export segments FILE keeps the segments",
    "restore": "%load and %cluster with the same seed give the same segments",
    "score": "%export segments FILE keeps the segments of the customers at hand",
    "explore": "%cluster k=4 and %tsne show one choice at a time",
  ]

  /// Those that take the raw rest of their line, so that it is not read as arguments.
  static let syntax: [String: CommandSyntax] = [
    "sql": CommandSyntax(keys: ["as"], rest: .raw),
    "filter": CommandSyntax(keys: [], rest: .raw),
    "derive": CommandSyntax(keys: [], rest: .raw),
  ]
}
