/// What a long computation asks of its caller: how many threads it may use, whether to stop, where to report.
///
/// Results never depend on `threads`. Every loop that can run longer than a few milliseconds calls `checkpoint`
/// often enough that a cancellation takes effect within 20 ms.
public struct ComputeContext: Sendable {
  /// Threads a parallel loop may use, at least 1.
  public var threads: Int
  private let isCancelled: @Sendable () -> Bool
  private let report: @Sendable (Double) -> Void
  /// Told what begins, where somebody asks where the time goes.
  private let enter: (@Sendable (String) -> Void)?

  /// - Parameters:
  ///   - threads: at least 1; less counts as 1.
  ///   - isCancelled: asked every few milliseconds, from every thread of the computation.
  ///   - report: gets the share done, 0...1, from one thread at a time.
  ///   - enter: told each named part as it begins.
  public init(
    threads: Int,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    report: @escaping @Sendable (Double) -> Void = { _ in },
    enter: (@Sendable (String) -> Void)? = nil
  ) {
    self.threads = max(1, threads)
    self.isCancelled = isCancelled
    self.report = report
    self.enter = enter
  }

  /// One thread, never cancelled, silent: for tests and short work.
  public static let plain = ComputeContext(threads: 1)

  /// A thread for each processor that this process may run on, never cancelled, silent.
  public static var allProcessors: ComputeContext { ComputeContext(threads: processorCount) }

  /// Tells the share done (0...1, may be repeated) and stops the computation if the user asked for it.
  /// - Throws: `CancellationError` once cancelled.
  public func checkpoint(_ share: Double) throws(CancellationError) {
    if isCancelled() { throw CancellationError() }
    report(share)
  }

  /// Stops the computation if the user asked for it, and reports nothing.
  public func checkCancellation() throws(CancellationError) {
    if isCancelled() { throw CancellationError() }
  }

  /// True once the user asked to stop: for loops on worker threads, which cannot throw.
  public var cancelled: Bool { isCancelled() }

  /// This computation as a part of a larger one: its 0...1 becomes `range` of the whole.
  /// - Parameter name: what begins now, in words such as "growing the tree", until another named part does; parts of a named part have no
  ///   names.
  public func part(_ range: ClosedRange<Double>, named name: String? = nil) -> ComputeContext {
    let whole = report
    if let name { enter?(name) }
    return ComputeContext(
      threads: threads, isCancelled: isCancelled,
      report: { share in whole(range.lowerBound + share * (range.upperBound - range.lowerBound)) },
      enter: name == nil ? enter : nil)
  }
}
