extension FittedRecipe {
  /// - Parameter field: the `preparation` of a model.
  init(_ field: ModelField) throws(ModelError) {
    recipe = try Recipe(field("recipe"))
    transforms = try field("transforms").list { field throws(ModelError) in try FeatureTransform(field) }
    guard !transforms.isEmpty else { throw try field("transforms").wrong("there is no feature") }
    components = try field("components").present.map { field throws(ModelError) in
      Components(
        means: try field("means").numbers(),
        loadings: try field("loadings").list { field throws(ModelError) in try field.numbers() },
        shares: try field("shares").numbers())
    }
  }
}

extension FeatureTransform {
  fileprivate init(_ field: ModelField) throws(ModelError) {
    self.init(column: try field("column").text(), category: try field("category").present?.text())
    fill = try field("fill").present?.finite()
    bounds = try field("bounds").present.map { field throws(ModelError) in try field.range() }
    logOffset = try field("logOffset").present?.finite()
    center = try field("center").finite()
    scale = try field("scale").finite()
    guard scale > 0 else { throw try field("scale").wrong("it is not positive") }
  }
}

extension Recipe {
  fileprivate init(_ field: ModelField) throws(ModelError) {
    let log = try field("log")
    self.init(
      name: try field("name").choice(Name.self),
      features: try field("features").present.map { field throws(ModelError) in try field.texts() },
      drop: try field("drop").texts(), missing: try field("missing").choice(Missing.self),
      log: try Log(log), offset: try field("offset").finite(), scale: try field("scale").choice(Scale.self),
      winsorize: try field("winsorize").present.map { field throws(ModelError) in try field.range() },
      pca: try field("pca").present?.finite(), encode: try field("encode").choice(Encoding.self))
  }
}

extension Recipe.Log {
  fileprivate init(_ field: ModelField) throws(ModelError) {
    switch try? field.text() {
    case "auto": self = .automatic
    case "all": self = .all
    case "none": self = .none
    default: self = .columns(try field.texts())
    }
  }
}

extension ModelField {
  /// Two numbers, rising.
  fileprivate func range() throws(ModelError) -> ClosedRange<Double> {
    let ends = try numbers()
    guard ends.count == 2, ends[0] <= ends[1] else { throw wrong("it is no range of two numbers") }
    return ends[0]...ends[1]
  }
}
