import Dispatch
import Machine

/// What images are drawn with.
public enum ImageLibraries {
  /// Loads the libraries and fonts on another thread, the first time it is called. A figure that comes meanwhile waits for them,
  /// and for no longer than if it had to load them itself; where they are missing, the figure says so.
  public static func loadAhead() { _ = isLoading }

  /// Bytes of addresses that the libraries take with their fonts and threads, and threads that they start.
  private static let (room, threads) = (160 << 20, 4)

  /// Whether the libraries find what they need: where they do not, they end the program.
  /// - Throws: `RasterisationError.refused`.
  static func requireRoom() throws(RasterisationError) {
    guard StartingRoom.isLimited else { return }
    guard ProcessMemory.free.map({ $0 >= room }) ?? true else {
      throw .refused(
        "the limit of the process's memory (ulimit -v, -d) leaves too little for the libraries that draw it")
    }
    guard ThreadRoom.has(threads) else { throw .refused("no threads can be had for the libraries that draw it") }
  }

  private static let isLoading: Void = DispatchQueue.global().async {
    guard (try? requireRoom()) != nil else { return }
    if case .success(let outlines) = TextOutlines.shared { outlines.loadFonts() }
  }
}
