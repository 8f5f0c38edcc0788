import Dispatch
import Graphics
import Synchronization

/// The making of a figure's PNG, which an interrupt need not wait for.
///
/// The rasteriser is a library that draws a whole document in one call, 0.1 s for thousands of points, and cannot be
/// asked to stop. So it runs on a thread of its own: after an interrupt it ends by itself, and nobody reads what it made.
final class Rasterisation: Sendable {
  private let figure: Figure
  private let result = Mutex<Result<[UInt8], RasterisationError>?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  init(of figure: Figure) {
    self.figure = figure
  }

  /// The PNG, with what the other forms leave of a bundle's limit.
  /// - Throws: `RasterisationError`; `CancellationError` within some milliseconds of an interrupt.
  func png(isCancelled: () -> Bool) throws -> [UInt8] {
    if isCancelled() { throw CancellationError() }
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let made = Result { () throws(RasterisationError) in try figure.bundledPNG() }
      result.withLock { $0 = made }
      isDone.signal()
    }
    while isDone.wait(timeout: .now() + .milliseconds(5)) == .timedOut {
      if isCancelled() { throw CancellationError() }
    }
    guard let made = result.withLock({ $0 }) else { throw CancellationError() }
    return try made.get()
  }
}
