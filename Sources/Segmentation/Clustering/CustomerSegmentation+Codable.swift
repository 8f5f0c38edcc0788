import Analysis
import Machine

/// All of a segmentation; how rows are placed as a model file has it.
extension CustomerSegmentation: Codable {
  private enum CodingKeys: CodingKey {
    case preparation, options, labels, k, sizes, dendrogram, splitTie, centroids, scores, certainty, memberships
    case ownMeasures, placement, silhouetteValues, silhouetteNeighbours, silhouetteSample, choice, names, colours,
      notes, caption, whole
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    preparation = try container.decode(Preparation.self, forKey: .preparation)
    options = try container.decode(ClusterOptions.self, forKey: .options)
    labels = try container.decodePacked(forKey: .labels)
    k = try container.decode(Int.self, forKey: .k)
    sizes = try container.decode([Int].self, forKey: .sizes)
    dendrogram = try container.decodeIfPresent(Dendrogram.self, forKey: .dendrogram)
    splitTie = try container.decode(Bool.self, forKey: .splitTie)
    centroids = try container.decode(Matrix.self, forKey: .centroids)
    scores = try container.decode(Scores.self, forKey: .scores)
    certainty = try container.decodePackedIfPresent(forKey: .certainty)
    memberships = try container.decodeIfPresent(Matrix.self, forKey: .memberships)
    ownMeasures = try container.decode([OwnMeasure].self, forKey: .ownMeasures)
    silhouetteValues = try container.decodePackedIfPresent(forKey: .silhouetteValues)
    silhouetteNeighbours = try container.decodePackedIfPresent(forKey: .silhouetteNeighbours)
    silhouetteSample = try container.decodeIfPresent(SilhouetteSample.self, forKey: .silhouetteSample)
    choice = try container.decodeIfPresent(KChoice.self, forKey: .choice)
    names = try container.decode([Int: String].self, forKey: .names)
    colours = try container.decode([Int].self, forKey: .colours)
    notes = try container.decode([String].self, forKey: .notes)
    caption = try container.decode(String.self, forKey: .caption)
    whole = try container.decodeIfPresent(Whole.self, forKey: .whole)
    if options.method.placesByCentroids {
      placement = NearestCentroids(centroids)
    } else if let text = try container.decodeIfPresent(String.self, forKey: .placement) {
      do {
        let saved = ModelField(json: try JSON.read(Array(text.utf8)), path: "placement")
        placement = try options.method.placement(saved: saved, k: k, width: centroids.columnCount)
      } catch {
        throw DecodingError.dataCorruptedError(
          forKey: .placement, in: container, debugDescription: String(describing: error))
      }
    } else {
      placement = nil
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(preparation, forKey: .preparation)
    try container.encode(options, forKey: .options)
    try container.encodePacked(labels, forKey: .labels)
    try container.encode(k, forKey: .k)
    try container.encode(sizes, forKey: .sizes)
    try container.encodeIfPresent(dendrogram, forKey: .dendrogram)
    try container.encode(splitTie, forKey: .splitTie)
    try container.encode(centroids, forKey: .centroids)
    try container.encode(scores, forKey: .scores)
    try container.encodePackedIfPresent(certainty, forKey: .certainty)
    try container.encodeIfPresent(memberships, forKey: .memberships)
    try container.encode(ownMeasures, forKey: .ownMeasures)
    try container.encodeIfPresent(placement?.saved?.written(), forKey: .placement)
    try container.encodePackedIfPresent(silhouetteValues, forKey: .silhouetteValues)
    try container.encodePackedIfPresent(silhouetteNeighbours, forKey: .silhouetteNeighbours)
    try container.encodeIfPresent(silhouetteSample, forKey: .silhouetteSample)
    try container.encodeIfPresent(choice, forKey: .choice)
    try container.encode(names, forKey: .names)
    try container.encode(colours, forKey: .colours)
    try container.encode(notes, forKey: .notes)
    try container.encode(caption, forKey: .caption)
    try container.encodeIfPresent(whole, forKey: .whole)
  }
}
