/// A nearest neighbour: the place of a cluster and the (squared, for Ward) distance to it.
struct NearestCluster: Sendable {
  var place: Int
  var distance: Double
  static let unknown = NearestCluster(place: -1, distance: .infinity)
}

/// The pairs of clusters that have each other as nearest neighbour, each once, by its first place.
///
/// By reducibility (see `LabelledMerge`) all of them may be merged at once.
/// J. Juan (1982), Programme de classification hiérarchique par l'algorithme de la recherche en chaîne des voisins
/// réciproques; F. Murtagh (1983), doi:10.1093/comjnl/26.4.354. Merging all pairs of a round at once: Yu, Wang, Gu,
/// Dhulipala and Shun (2021), ParChain, doi:10.14778/3489496.3489509.
/// - Returns: at least one pair when there are at least two clusters. Rounding can make a neighbour that was found earlier wrong
///   by a last bit; should no pair be left for that reason, the nearest pair there is.
func reciprocalPairs(_ nearest: [NearestCluster]) -> [(Int, Int)] {
  var pairs: [(Int, Int)] = []
  for (place, neighbour) in nearest.enumerated()
  where place < neighbour.place && nearest[neighbour.place].place == place {
    pairs.append((place, neighbour.place))
  }
  if pairs.isEmpty, let least = nearest.indices.min(by: { nearest[$0].distance < nearest[$1].distance }) {
    let other = nearest[least].place
    pairs.append((min(least, other), max(least, other)))
  }
  return pairs
}
