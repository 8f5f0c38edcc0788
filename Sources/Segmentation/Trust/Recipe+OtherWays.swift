import Tables

extension Recipe {
  /// The recipes that an analyst might as well have taken, each with its words in a command.
  ///
  /// `classic` for `standard` and the other way round. Where `classic` does not know the table, the logarithm of all
  /// columns that allow it, of none, or of the skewed ones, whichever this recipe does not take. The columns stay, and those that
  /// the table got since are left out.
  /// - Parameter columns: those that features were made of.
  func otherWays(for table: Table, columns: Set<String>) -> [(choice: String, recipe: Recipe)] {
    let own = leavingOutNewColumns(of: table, beside: columns)
    if name == .classic { return [("recipe=standard", Recipe.standard.keepingColumns(of: own))] }
    if Self.classicKnows(table) { return [("recipe=classic", Recipe.classic.keepingColumns(of: own))] }
    let logarithms: [(String, Log)] = [("log=auto", .automatic), ("log=none", .none), ("log=all", .all)]
    return logarithms.filter { $0.1 != log }.map { choice, log in
      var other = own
      other.log = log
      return (choice, other)
    }
  }

  /// The recipe for a table in which columns that no feature is made of have come or gone.
  private func leavingOutNewColumns(of table: Table, beside columns: Set<String>) -> Recipe {
    let names = Set(table.columns.map(\.name))
    var recipe = self
    recipe.features = features?.filter(names.contains)
    recipe.drop = drop.filter(names.contains)
    let selection = try? FeatureSelection(table, recipe, context: .plain)
    let now = Set((selection?.candidates ?? []).map(\.transform.column))
    recipe.drop += now.subtracting(columns).sorted()
    return recipe
  }

  /// Whether most of the columns that `classic` takes the logarithm of are there.
  private static func classicKnows(_ table: Table) -> Bool {
    let known = classicLogColumns.count { (try? table.index(of: $0)) != nil }
    return 2 * known > classicLogColumns.count
  }

  private func keepingColumns(of other: Recipe) -> Recipe {
    var recipe = self
    recipe.features = other.features
    recipe.drop = other.drop
    recipe.encode = other.encode
    return recipe
  }
}
