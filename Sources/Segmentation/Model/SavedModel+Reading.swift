import Analysis
import Tables

extension SavedModel {
  /// Reads the file of a model.
  /// - Throws: `ModelError`: no JSON, no model, another version, a field that cannot be, fields that contradict each other, a
  ///   checksum that does not fit.
  public init(file bytes: [UInt8]) throws(ModelError) {
    let json: JSON
    do { json = try JSON.read(bytes) } catch { throw .unreadable(line: error.place.line, reason: error.reason) }
    let file = ModelField(json: json, path: "")
    guard (try? file("format").text()) == Self.format else { throw .notAModel }
    let version: Int = try file("version").integer(in: 0...Int.max)
    guard Self.readable.contains(version) else { throw .otherVersion(version) }
    try self.init(file)
    guard try file("checksum").text() == Self.checksum(of: json) else { throw .altered }
  }

  private init(_ file: ModelField) throws(ModelError) {
    let (origin, preparation, segmentation) = (try file("origin"), try file("preparation"), try file("segmentation"))
    let rowCount: Int = try origin("rows").integer(in: 2...Self.mostRows)
    let segments = try segmentation("segments").list { field throws(ModelError) in try Segment(field) }
    let options = try ClusterOptions(segmentation, rowCount: rowCount)
    self.init(
      origin: Origin(
        table: try origin("table").text(), rowCount: rowCount, columns: try origin("columns").texts(),
        fingerprint: try origin("fingerprint").text(), roles: try Self.roles(origin)),
      isImplied: try preparation("implied").boolean(), fitted: try FittedRecipe(preparation),
      dropped: try preparation("dropped").list { field throws(ModelError) in
        DroppedRows(reason: try field("reason").text(), count: try field("rows").integer(in: 1...rowCount))
      },
      preparationNotes: try preparation("notes").texts(), preparationCaption: try preparation("caption").text(),
      options: options, placement: try Self.placement(segmentation, options, segments), segments: segments,
      splitTie: try segmentation("splitTie").boolean(), scores: try CustomerSegmentation.Scores(segmentation("scores")),
      ownMeasures: try Self.measures(segmentation),
      choice: try segmentation("choice").present.map { field throws(ModelError) in try KChoice(field) },
      notes: try segmentation("notes").texts(), caption: try segmentation("caption").text(),
      labels: try segmentation("labels").texts().isEmpty
        ? [] : RowLabels.read(segmentation("labels"), rowCount: rowCount, k: segments.count),
      fit: try file.ifThere("fit").map { field throws(ModelError) in try FitReference(field) })
    try check()
    for (index, field) in try segmentation("segments").list({ field throws(ModelError) in field }).enumerated() {
      let _: Int = try field("number").integer(in: index + 1...index + 1)
    }
  }

  private static func roles(_ origin: ModelField) throws(ModelError) -> [GivenRole] {
    var roles: [GivenRole] = []
    guard let given = try origin.ifThere("roles") else { return [] }
    for (column, field) in try given.fields() {
      roles.append(GivenRole(column: column, role: try field.choice(ColumnRole.self)))
    }
    return roles
  }

  /// More rows are in no table that fits a machine; a run of labels must not ask for them.
  static let mostRows = 100_000_000

  /// What the fields say of each other.
  private func check() throws(ModelError) {
    guard k >= 2 else { throw .inconsistent("it has \(count(k, "segment")), and a segmentation has two at least") }
    var counted = [Int](repeating: 0, count: k)
    for case let label? in labels where label > 0 { counted[label - 1] += 1 }
    // Of rows in a database there are no labels.
    if labels.isEmpty { counted = segments.map(\.size) }
    for (index, segment) in segments.enumerated() {
      guard segment.size == counted[index] else {
        throw .inconsistent(
          "segment \(index + 1) has \(grouped(segment.size)) rows by its size and \(grouped(counted[index])) by "
            + "the labels")
      }
      guard segment.size > 0 else { throw .inconsistent("segment \(index + 1) is empty") }
      guard segment.centroid.count == fitted.featureCount else {
        throw .inconsistent(
          "the centroid of segment \(index + 1) has \(count(segment.centroid.count, "number")) for "
            + count(fitted.featureCount, "feature"))
      }
    }
    guard Set(segments.map(\.colour)).count == k else { throw .inconsistent("two segments have one color") }
    let unused = labels.isEmpty ? dropped.reduce(0) { $0 + $1.count } : labels.count { $0 == nil }
    guard unused == dropped.reduce(0, { $0 + $1.count }) else {
      throw .inconsistent(
        "\(count(unused, "row")) without a segment, and the reasons for dropping rows add up to another number")
    }
    if let components = fitted.components {
      let width = fitted.transforms.count
      guard components.means.count == width, components.loadings.allSatisfy({ $0.count == width }),
        components.shares.count == components.loadings.count
      else { throw .inconsistent("the principal components do not have the shape of the features") }
    }
    try fit?.check(k: k, transforms: fitted.transforms.count)
    let known = Set(origin.columns)
    if let other = fitted.columns.first(where: { !known.contains($0) }) {
      throw .inconsistent("\(other) is transformed, and is no column of \(origin.table)")
    }
  }
}

extension SavedModel.Segment {
  fileprivate init(_ field: ModelField) throws(ModelError) {
    name = try field("name").present?.text()
    colour = try field("color").integer(in: 0...1_000_000)
    size = try field("size").integer(in: 0...Int.max)
    centroid = try field("centroid").numbers()
  }
}

extension ClusterOptions {
  fileprivate init(_ field: ModelField, rowCount: Int) throws(ModelError) {
    let k = try field("k")
    self.init(
      k: (try? k.text()) == "auto" ? .auto : .fixed(try k.integer(in: 2...rowCount)),
      method: try Self.method(field), seed: try field("seed").integer(in: 0...UInt64.max))
  }

  /// Version 1 has the method's name and the choices of every method beside it, version 2 an object with its own.
  private static func method(_ segmentation: ModelField) throws(ModelError) -> any Method {
    let field = try segmentation("method")
    let old = try? field.text()
    let name: String
    if let old { name = old } else { name = try field("name").text() }
    let place = old == nil ? field : segmentation
    guard let type = allMethods.first(where: { $0.name == name }) else {
      let known = allMethods.map { $0.name }.joined(separator: ", ")
      throw field.wrong("‘\(name.prefix(20))’ is none of \(known)")
    }
    return try made(type, place)
  }

  private static func made<M: Method>(_ type: M.Type, _ field: ModelField) throws(ModelError) -> any Method {
    var method = M()
    for parameter in M.parameters {
      let value = try field(parameter.key)
      let isSet: Bool
      if let text = try? value.text() {
        isSet = parameter.set(&method, .word(text))
      } else {
        isSet = parameter.set(&method, .number(try value.integer(in: Int.min...Int.max)))
      }
      guard isSet else { throw value.wrong("\(M.name) has no such \(parameter.key)") }
    }
    return method
  }
}

extension SavedModel {
  /// Version 1 knew no method with measures of its own.
  fileprivate static func measures(_ field: ModelField) throws(ModelError) -> [OwnMeasure] {
    guard let measures = try? field("measures") else { return [] }
    return try measures.list { field throws(ModelError) in
      OwnMeasure(
        name: try field("name").text(), value: try field("value").number(), isBetterLow: try field("low").boolean(),
        meaning: try field("meaning").text())
    }
  }

  fileprivate static func placement(
    _ field: ModelField, _ options: ClusterOptions, _ segments: [Segment]
  ) throws(ModelError) -> (any Placement)? {
    if options.method.placesByCentroids {
      let width = segments.first?.centroid.count ?? 0
      // Centroids of other lengths are refused where the fields are held against each other.
      guard segments.allSatisfy({ $0.centroid.count == width }) else { return nil }
      return NearestCentroids(
        Matrix(rowCount: segments.count, columnCount: width, elements: segments.flatMap(\.centroid)))
    }
    guard let method = try? field("method"), let saved = try? method("placement").present else { return nil }
    return try options.method.placement(saved: saved, k: segments.count, width: segments.first?.centroid.count ?? 0)
  }
}

extension CustomerSegmentation.Scores {
  fileprivate init(_ field: ModelField) throws(ModelError) {
    self.init(
      silhouette: try field("silhouette").present?.number(),
      silhouetteError: try field.ifThere("silhouetteError")?.number(),
      calinskiHarabasz: try field("calinskiHarabasz").present?.number(),
      daviesBouldin: try field("daviesBouldin").present?.number())
  }
}

extension KChoice {
  fileprivate init(_ field: ModelField) throws(ModelError) {
    self.init(
      candidates: try field("candidates").list { field throws(ModelError) in try Candidate(field) },
      votes: try field("votes").list { field throws(ModelError) in
        Vote(voter: try field("voter").choice(Voter.self), k: try field("k").present?.integer(in: 1...Int.max))
      },
      k: try field("k").integer(in: 1...Int.max), structureless: try field("structureless").present?.number(),
      curve: try field.ifThere("curve")?.choice(KneeCurve.self),
      isTooLargeToDraw: try field.ifThere("isTooLargeToDraw")?.boolean() ?? false)
  }
}

extension KChoice.Candidate {
  fileprivate init(_ field: ModelField) throws(ModelError) {
    self.init(
      k: try field("k").integer(in: 1...Int.max), scores: try CustomerSegmentation.Scores(field("scores")),
      outliers: try field.ifThere("outliers")?.list { field throws(ModelError) in
        try field.integer(in: 1...Int.max)
      } ?? [],
      steadiness: try field.ifThere("steadiness").map { field throws(ModelError) in
        KChoice.Steadiness(
          leastJaccard: try field("leastJaccard").number(), segment: try field("segment").integer(in: 1...Int.max),
          size: try field("size").integer(in: 1...Int.max),
          resamples: try field("resamples").integer(in: 1...Int.max))
      },
      fact: try field.ifThere("fact")?.text())
  }
}
