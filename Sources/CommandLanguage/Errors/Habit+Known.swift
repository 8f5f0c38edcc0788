/// The habits that are known. A test holds every command that they name against the commands there are.
extension Habit {
  static let shell = Habit(message: "a cell runs no shell commands", remedy: "%help lists what it runs")

  static let call = Habit(message: "nothing is called with parentheses here", remedy: "%help lists the commands")

  /// By the first word of a line, in small letters.
  package static let firstWords = habits([
    (
      "import from",
      Habit(
        message: "this is no Python: there is nothing to import",
        remedy: "%load data.csv reads a table, %help lists the rest")
    ),
    ("print echo", Habit(message: "this is no Python", remedy: "%echo text prints; a bare name shows a parameter")),
    (
      "select with",
      Habit(message: "SQL stands behind a command", remedy: "%sql SELECT … asks the tables; %%sql takes a whole cell")
    ),
    (
      "insert update delete create",
      Habit(
        message: "SQL asks here and changes nothing",
        remedy: "%filter keeps rows, %derive adds a column, %sql as=NAME SELECT … makes a table")
    ),
    (
      "def for while if class let var func return",
      Habit(
        message: "a cell holds commands, one a line, and no program",
        remedy: "%help lists them; name = value sets a parameter")
    ),
    (
      "exit quit",
      Habit(
        message: "a notebook is left by closing it", remedy: "The kernel is shut down from the front end's menu")
    ),
    (
      "show drop alter",
      Habit(message: "SQL asks here and changes nothing", remedy: "%tables lists the tables, %drop takes columns out")
    ),
    ("help", Habit(message: "commands start with %", remedy: "Write %help")),
    (
      "ls cd pwd cat pip conda",
      Habit(message: "a cell runs no shell commands", remedy: "Tab behind %load completes paths")
    ),
  ])

  /// What serves in place of a method or function of Python, by a part of the line in small letters.
  package static let methods = [
    ".head": "%head", ".tail": "%tail", ".sample": "%sample", ".describe": "%describe", ".info": "%status",
    ".shape": "%status", ".dtypes": "%status", ".columns": "%status", ".isnull": "%missing", ".isna": "%missing",
    ".hist": "%hist", ".plot": "%hist", "read_csv": "%load", "read_table": "%load", ".fit": "%cluster",
    "kmeans": "%cluster method=kmeans", "gaussianmixture": "%cluster method=mixture",
    "mclust": "%cluster method=mixture", "hclust": "%cluster",
    "hdbscan": "%cluster method=hdbscan", "tsne": "%tsne", "dendrogram": "%dendrogram", ".to_csv": "%export",
    ".dropna": "%prepare missing=drop", ".fillna": "%prepare missing=median", ".groupby": "%profile",
    ".corr": "%corr", ".query": "%filter", ".assign": "%derive",
  ]

  /// What a key of another tool is called here, by its name in small letters.
  package static let keys = [
    "n_clusters": "k", "n_components": "k", "g": "k", "centers": "k", "n_init": "starts", "nstart": "starts",
    "random_state": "seed", "min_cluster_size": "size", "min_samples": "samples", "minpts": "samples",
    "covariance_type": "shape", "modelnames": "shape", "n_iter": "iterations", "max_iter": "iterations",
    "sep": "delimiter",
    "na_values": "missing", "index_col": "id",
  ]

  /// By the name of a command of another language, in small letters; with the name as it was written.
  package static let commandNames: [String: @Sendable (String) -> Habit] = {
    var known: [String: @Sendable (String) -> Habit] = [:]
    func add(_ names: String, _ habit: @escaping @Sendable (String) -> Habit) {
      for name in names.split(separator: " ") { known[String(name)] = habit }
    }
    func add(_ names: String, remedy: String) {
      add(names) { Habit(message: "there is no %\($0) here", remedy: remedy) }
    }
    add("pip conda mamba uv") { _ in
      Habit(message: "there is nothing to install: Cohort is one program", remedy: "%help lists what it does")
    }
    add("matplotlib pylab") { _ in
      Habit(message: "figures need no setting up", remedy: "%hist BALANCE draws one, %config sets its size")
    }
    add("ls cd pwd cat bash sh system run python python3") { _ in
      Habit(message: "a cell runs no shell commands and no Python", remedy: "Tab behind %load completes paths")
    }
    add("who whos who_ls", remedy: "%status lists what the session holds")
    add("timeit prun", remedy: "%time command says how long it takes")
    add("lsmagic magic quickref man", remedy: "%help lists the commands")
    add("info dtypes shape columns", remedy: "%status shows that")
    add("read_csv read open import", remedy: "%load file reads a table")
    add("plot", remedy: "%hist column, %dendrogram and %tsne draw")
    add("select", remedy: "Write %sql SELECT …")
    for (names, method) in [
      ("kmeans", "kmeans"), ("mixture gmm gaussianmixture mclust", "mixture"), ("hdbscan dbscan", "hdbscan"),
      ("ward linkage hclust", "hierarchical"),
    ] {
      add(names) { Habit(message: "there is no %\($0)", remedy: "Write %cluster method=\(method)") }
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
