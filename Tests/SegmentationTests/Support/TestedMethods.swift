@testable import Segmentation

/// Methods that take the number of segments from their caller, with little effort.
let countedMethods: [any Method] = [HierarchicalMethod(), KMeansMethod(starts: 3)]

/// The method of a word: `ward`, `kmeans`.
func method(_ word: String) -> any Method {
  guard let found = MethodChoices.variants.first(where: { $0.word == word }) else {
    preconditionFailure("no method has the word \(word)")
  }
  return found
}
