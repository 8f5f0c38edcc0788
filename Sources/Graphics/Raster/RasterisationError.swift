/// Why a figure has no PNG.
public enum RasterisationError: Error, Sendable, Equatable {
  /// The library is not installed, or too old to have the function.
  case libraryMissing(library: String, package: String)
  /// librsvg could not read or draw the document.
  case refused(String)
  /// The scale is no number, or the image would have more than 100 million pixels.
  case sizeOutOfRange(width: Double, height: Double, scale: Double)

  /// A sentence for people.
  public var message: String {
    switch self {
    case .libraryMissing(let library, let package):
      "figures have no PNG here, because \(library) is not installed (Debian, Ubuntu: apt install \(package))"
    case .refused(let reason): "the figure could not be rasterised: \(reason)"
    case .sizeOutOfRange(let width, let height, let scale):
      "a PNG of \(NumberText.value(width)) × \(NumberText.value(height)) at scale \(NumberText.value(scale)) "
        + "is out of range (scale from 0.1 to 8, 100 million pixels at most)"
    }
  }
}
