/// What a kernel's session belongs to.
package struct Notebook: Sendable, Hashable, Codable {
  /// The path of the notebook, or of the folder where the kernel runs.
  package let path: String
  private let isNamed: Bool

  /// - Parameters:
  ///   - environment: Jupyter's server names the notebook there (`JPY_SESSION_NAME`); other clients do not.
  ///   - folder: the one that the kernel runs in.
  package init(environment: [String: String], folder: String) {
    let name = environment["JPY_SESSION_NAME"].flatMap { $0.isEmpty ? nil : $0 }
    isNamed = name != nil
    // A name without a folder may be one of many.
    path = name.map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 } ?? folder
  }

  /// The notebook's file name; of a folder its path.
  package var shown: String { isNamed ? path.split(separator: "/").last.map(String.init) ?? path : path }
}
