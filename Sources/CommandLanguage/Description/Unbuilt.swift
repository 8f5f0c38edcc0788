/// Names that the language has promised and this version does not have: refused honestly, offered nowhere.
package enum Unbuilt {
  /// What serves in their place, by name.
  package static let instead: [String: String] = [:]
}
