import Analysis

extension SavedModel {
  /// The file: the same model is always the same text.
  public var text: String {
    JSON.object(members + [("checksum", .text(checksum))]).written() + "\n"
  }

  /// Of everything else in the file.
  var checksum: String { Self.checksum(of: members) }

  /// Of everything else in a file that was read, whatever its version.
  static func checksum(of file: JSON) -> String {
    guard case .object(let members) = file.value else { return "" }
    return checksum(of: members.filter { $0.key != "checksum" })
  }

  private static func checksum(of members: [(key: String, value: JSON)]) -> String {
    var print = Fingerprint()
    print.add(JSON.object(members).written())
    return print.text
  }

  private var members: [(key: String, value: JSON)] {
    [
      ("format", .text(Self.format)), ("version", .integer(Self.version)),
      ("origin", origin.json), ("preparation", preparation), ("segmentation", segmentation),
      ("fit", fit?.json ?? .null),
    ]
  }

  private var preparation: JSON {
    .object([
      ("caption", .text(preparationCaption)), ("implied", .boolean(isImplied)), ("recipe", recipe),
      ("transforms", .array(fitted.transforms.map(\.json))),
      (
        "components",
        fitted.components.map { components in
          .object([
            ("means", .numbers(components.means)),
            ("loadings", .array(components.loadings.map { .numbers($0) })), ("shares", .numbers(components.shares)),
          ])
        } ?? .null
      ),
      (
        "dropped",
        .array(dropped.map { .object([("rows", .integer($0.count)), ("reason", .text($0.reason))]) })
      ),
      ("notes", .texts(preparationNotes)),
    ])
  }

  private var recipe: JSON {
    let recipe = fitted.recipe
    let log: JSON =
      switch recipe.log {
      case .automatic: .text("auto")
      case .all: .text("all")
      case .none: .text("none")
      case .columns(let names): .texts(names)
      }
    return .object([
      ("name", .text(recipe.name.rawValue)), ("features", recipe.features.map { .texts($0) } ?? .null),
      ("drop", .texts(recipe.drop)), ("missing", .text(recipe.missing.rawValue)), ("log", log),
      ("offset", .number(recipe.offset)), ("scale", .text(recipe.scale.rawValue)),
      ("winsorize", recipe.winsorize.map { .numbers([$0.lowerBound, $0.upperBound]) } ?? .null),
      ("pca", .number(recipe.pca)), ("encode", .text(recipe.encode.rawValue)),
    ])
  }

  private var method: JSON {
    let choices = options.method.chosen.map { choice -> (key: String, value: JSON) in
      switch choice.value {
      case .word(let text): (choice.key, .text(text))
      case .number(let number): (choice.key, .integer(number))
      }
    }
    return .object(
      [("name", .text(options.method.name))] + choices + [("placement", placement?.saved ?? .null)])
  }

  private var segmentation: JSON {
    let askedFor: JSON = if case .fixed(let k) = options.k { .integer(k) } else { .text("auto") }
    return .object([
      ("caption", .text(caption)), ("method", method), ("seed", .integer(options.seed)), ("k", askedFor),
      ("splitTie", .boolean(splitTie)),
      (
        "segments",
        .array(
          segments.enumerated().map { index, segment in
            .object([
              ("number", .integer(index + 1)), ("name", .text(segment.name)), ("color", .integer(segment.colour)),
              ("size", .integer(segment.size)), ("centroid", .numbers(segment.centroid)),
            ])
          })
      ),
      ("scores", scores.json),
      (
        "measures",
        .array(
          ownMeasures.map { measure in
            .object([
              ("name", .text(measure.name)), ("value", .number(measure.value)), ("low", .boolean(measure.isBetterLow)),
              ("meaning", .text(measure.meaning)),
            ])
          })
      ), ("choice", choice?.json ?? .null), ("notes", .texts(notes)),
      ("labels", .texts(RowLabels.lines(labels))),
    ])
  }
}

extension SavedModel.Origin {
  fileprivate var json: JSON {
    let given = JSON.object(roles.map { ($0.column, .text($0.role.rawValue)) })
    return .object(
      [
        ("table", .text(table)), ("rows", .integer(rowCount)), ("columns", .texts(columns)),
        ("fingerprint", .text(fingerprint)),
      ] + (roles.isEmpty ? [] : [("roles", given)]))
  }
}

extension FeatureTransform {
  fileprivate var json: JSON {
    .object([
      ("column", .text(column)), ("category", .text(category)), ("fill", .number(fill)),
      ("bounds", bounds.map { .numbers([$0.lowerBound, $0.upperBound]) } ?? .null), ("logOffset", .number(logOffset)),
      ("center", .number(center)), ("scale", .number(scale)),
    ])
  }
}

extension CustomerSegmentation.Scores {
  fileprivate var json: JSON {
    .object(
      [
        ("silhouette", .number(silhouette)), ("calinskiHarabasz", .number(calinskiHarabasz)),
        ("daviesBouldin", .number(daviesBouldin)),
      ] + (silhouetteError == nil ? [] : [("silhouetteError", .number(silhouetteError))]))
  }
}

extension KChoice {
  fileprivate var json: JSON {
    .object([
      ("k", .integer(k)),
      (
        "votes",
        .array(votes.map { .object([("voter", .text($0.voter.rawValue)), ("k", $0.k.map { .integer($0) } ?? .null)]) })
      ),
      (
        "candidates",
        .array(candidates.map(\.json))
      ),
      ("structureless", .number(structureless)), ("curve", .text(curve?.rawValue)),
      ("isTooLargeToDraw", .boolean(isTooLargeToDraw)),
    ])
  }
}

extension KChoice.Candidate {
  fileprivate var json: JSON {
    .object([
      ("k", .integer(k)), ("scores", scores.json), ("outliers", .array(outliers.map { .integer($0) })),
      (
        "steadiness",
        steadiness.map { steadiness in
          .object([
            ("leastJaccard", .number(steadiness.leastJaccard)), ("segment", .integer(steadiness.segment)),
            ("size", .integer(steadiness.size)), ("resamples", .integer(steadiness.resamples)),
          ])
        } ?? .null
      ),
      ("fact", .text(fact)),
    ])
  }
}
