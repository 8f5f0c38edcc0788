/// The habits that are known. A test runs every command that they name.
extension Habit {
  static let shell = Habit(message: "a cell runs no shell commands", remedy: "`%help` lists what it runs")

  static let call = Habit(message: "nothing is called with parentheses here", remedy: "`%help` lists the commands")

  static let formula = Habit(
    message: "a cell holds commands and no formulas", remedy: "`%derive NAME = EXPRESSION` computes a column")

  static let rowChoice = Habit(
    message: "rows are not chosen by brackets here", remedy: "`%filter CONDITION` keeps rows")

  /// By the first word of a line, in small letters.
  package static let firstWords = habits([
    (
      "import from",
      Habit(
        message: "this is no Python: there is nothing to import",
        remedy: "`%load FILE.csv` reads a table, `%help` lists the rest")
    ),
    (
      "library require",
      Habit(
        message: "this is no R: there is nothing to attach",
        remedy: "`%load FILE.csv` reads a table, `%help` lists the rest")
    ),
    ("print echo", Habit(message: "this is no Python", remedy: "`%echo text` prints; a bare name shows a parameter")),
    (
      "select with",
      Habit(
        message: "SQL stands behind a command",
        remedy: "`%sql SELECT count(*) FROM TABLE` asks the tables; %%sql takes a whole cell")
    ),
    (
      "insert update delete create",
      Habit(
        message: "SQL asks here and changes nothing",
        remedy:
          "`%filter CONDITION` keeps rows, `%derive NAME = EXPRESSION` adds a column, `%sql as=NAME SELECT * FROM TABLE` makes a table"
      )
    ),
    (
      "def for while if class let var func return",
      Habit(
        message: "a cell holds commands, one a line, and no program",
        remedy: "`%help` lists them; name = value sets a parameter")
    ),
    (
      "exit quit",
      Habit(
        message: "a notebook is left by closing it", remedy: "The kernel is shut down from the front end's menu")
    ),
    (
      "show drop alter",
      Habit(
        message: "SQL asks here and changes nothing",
        remedy: "`%tables` lists the tables, `%drop COLUMN` takes a column out")
    ),
    ("help", Habit(message: "commands start with %", remedy: "Write `%help`")),
    (
      "ls cd pwd cat pip conda mkdir rm cp mv git",
      Habit(message: "a cell runs no shell commands", remedy: "Tab behind %load completes paths")
    ),
  ])

  /// Functions and methods that a command of the same name does, or one of another, by their names in small letters.
  package static let functions = [
    "head": "%head", "tail": "%tail", "sample": "%sample", "describe": "%describe", "hist": "%hist COLUMN",
    "filter": "%filter CONDITION", "rename": "%rename COLUMN=NAME", "drop": "%drop COLUMN", "corr": "%corr",
    "scatter": "%scatter X Y", "box": "%box COLUMN", "load": "%load FILE.csv", "save": "%save FILE.json",
    "fit": "%cluster", "tsne": "%tsne", "pca": "%pca", "dendrogram": "%dendrogram", "silhouette": "%silhouette",
    "missing": "%missing", "export": "%export table FILE.csv",
  ]

  /// What a key of another tool is called here, by its name in small letters.
  package static let keys = [
    "n_clusters": "k", "n_components": "k", "g": "k", "centers": "k", "n_init": "starts", "nstart": "starts",
    "random_state": "seed", "min_cluster_size": "size", "min_samples": "samples", "minpts": "samples",
    "covariance_type": "shape", "modelnames": "shape", "n_iter": "iterations", "max_iter": "iterations",
    "sep": "delimiter",
    "na_values": "missing", "index_col": "id",
  ]

  /// Names of commands that need a message of their own, in small letters; with the name as it was written.
  package static let commandNames: [String: @Sendable (String) -> Habit] = {
    var known: [String: @Sendable (String) -> Habit] = [:]
    func add(_ names: String, _ habit: @escaping @Sendable (String) -> Habit) {
      for name in names.split(separator: " ") { known[String(name)] = habit }
    }
    add("pip conda mamba uv install library require packages install_packages") { _ in
      Habit(message: "there is nothing to install: Cohort is one program", remedy: "`%help` lists what it does")
    }
    add("matplotlib pylab") { _ in
      Habit(
        message: "figures need no setting up", remedy: "`%hist COLUMN` draws one, `%config width=900` sets the size")
    }
    add("load_ext reload_ext autoreload restart") { _ in
      Habit(message: "there is nothing to load into the language", remedy: "`%help` lists what there is")
    }
    add("ls cd pwd cat bash sh system sx run python python3 mkdir rm cp mv ll setwd getwd") { _ in
      Habit(message: "a cell runs no shell commands and no Python", remedy: "Tab behind %load completes paths")
    }
    add("exit quit") { _ in
      Habit(
        message: "a notebook is left by closing it", remedy: "The kernel is shut down from the front end's menu")
    }
    add("edit writefile store env set_env alias macro html javascript latex svg script") { _ in
      Habit(
        message: "a cell holds commands, and text stands in a Markdown cell",
        remedy: "`%history` shows the last cells, `%help` lists the commands")
    }
    for (names, method) in [
      ("kmeans kmedoids pam clara minibatchkmeans bisectingkmeans quickcluster quick_cluster", "kmeans"),
      ("mixture gmm gaussianmixture mclust lca polca flexmix", "mixture"),
      ("hdbscan dbscan optics", "hdbscan"),
      (
        "ward linkage hclust hierarchical agnes agglomerative agglomerativeclustering cutree fcluster fastcluster twostep",
        "hierarchical"
      ),
    ] {
      add(names) { Habit(message: "there is no %\($0)", remedy: "Write `%cluster method=\(method)`") }
    }
    return known
  }()

  private static func habits(_ groups: [(words: String, habit: Habit)]) -> [String: Habit] {
    var known: [String: Habit] = [:]
    for group in groups {
      for word in group.words.split(separator: " ") { known[String(word)] = group.habit }
    }
    return known
  }
}
