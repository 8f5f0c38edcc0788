import Dispatch

/// What images are drawn with.
public enum ImageLibraries {
  /// Loads the libraries and fonts on another thread, the first time it is called. A figure that comes meanwhile waits for them,
  /// and for no longer than if it had to load them itself; where they are missing, the figure says so.
  public static func loadAhead() { _ = isLoading }

  private static let isLoading: Void = DispatchQueue.global().async {
    if case .success(let outlines) = TextOutlines.shared { outlines.loadFonts() }
  }
}
