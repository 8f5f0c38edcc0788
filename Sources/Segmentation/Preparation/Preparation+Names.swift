/// The same features and segments of columns that have other names.
extension Preparation {
  /// - Parameter names: the new names by the old ones.
  /// - Complexity: O(columns).
  public func renaming(_ names: [String: String]) -> Preparation {
    let fitted = fitted.renaming(names)
    return Preparation(
      features: features, featureNames: fitted.featureNames, rows: rows, tableRowCount: tableRowCount, dropped: dropped,
      fitted: fitted, notes: notes, caption: caption, resampled: resampled)
  }
}

extension CustomerSegmentation {
  /// - Parameter names: the new names by the old ones.
  /// - Complexity: O(columns).
  public func renaming(_ names: [String: String]) -> CustomerSegmentation {
    var renamed = self
    renamed.preparation = preparation.renaming(names)
    return renamed
  }
}

extension FittedRecipe {
  fileprivate func renaming(_ names: [String: String]) -> FittedRecipe {
    FittedRecipe(
      recipe: recipe.renaming(names),
      transforms: transforms.map { transform in
        var renamed = transform
        renamed.column = names[transform.column] ?? transform.column
        return renamed
      }, components: components)
  }
}

extension Recipe {
  fileprivate func renaming(_ names: [String: String]) -> Recipe {
    func new(_ old: [String]) -> [String] { old.map { names[$0] ?? $0 } }
    var renamed = self
    renamed.features = features.map(new)
    renamed.drop = new(drop)
    if case .columns(let columns) = log { renamed.log = .columns(new(columns)) }
    return renamed
  }
}
