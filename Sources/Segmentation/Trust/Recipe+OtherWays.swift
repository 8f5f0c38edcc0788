import Tables

extension Recipe {
  /// The recipes that an analyst might as well have taken, each with its words in a command.
  ///
  /// `classic` for `standard` and the other way round. Where `classic` does not know the table, the logarithm of all
  /// columns that allow it, of none, or of the skewed ones, whichever this recipe does not take. The columns stay.
  func otherWays(for table: Table) -> [(choice: String, recipe: Recipe)] {
    if name == .classic { return [("recipe=standard", Recipe.standard.keepingColumns(of: self))] }
    if Self.classicKnows(table) { return [("recipe=classic", Recipe.classic.keepingColumns(of: self))] }
    let logarithms: [(String, Log)] = [("log=auto", .automatic), ("log=none", .none), ("log=all", .all)]
    return logarithms.filter { $0.1 != log }.map { choice, log in
      var other = self
      other.log = log
      return (choice, other)
    }
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
