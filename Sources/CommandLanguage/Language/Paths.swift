import Foundation

extension String {
  /// A path with the `~` at its start replaced by the home folder.
  package var expandingHome: String { hasPrefix("~") ? (self as NSString).expandingTildeInPath : self }
}
