import Dispatch
import Glibc

/// A thread with a name and a stack of its own size, that can be waited for.
package final class NativeThread: Sendable {
  private let finished = DispatchSemaphore(value: 0)

  /// Starts one without which there is no point in going on: where the system gives none, the program ends.
  /// - Parameter stackSize: in bytes; only what is used takes memory.
  @discardableResult
  package convenience init(name: String, stackSize: Int = 1 << 19, body: @escaping @Sendable () -> Void) {
    do {
      try self.init(ifPossible: name, stackSize: stackSize, body: body)
    } catch {
      fatalError("the thread \(name) cannot be started: \(error.reason)")
    }
  }

  /// Starts at once.
  /// - Parameters:
  ///   - name: what lists of threads call it.
  ///   - stackSize: in bytes; only what is used takes memory.
  /// - Throws: `NoThread` where the system gives none: too many run, or there is no room for the stack.
  @discardableResult
  package init(ifPossible name: String, stackSize: Int, body: @escaping @Sendable () -> Void) throws(NoThread) {
    let finished = finished
    let work = Work(name: name) {
      body()
      finished.signal()
    }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    // Nobody asks for its result: it goes at its end.
    pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let kept = Unmanaged.passRetained(work)
    let code = pthread_create(
      &thread, &attributes,
      { work in
        Unmanaged<Work>.fromOpaque(work!).takeRetainedValue().run()
        return nil
      }, kept.toOpaque())
    guard code == 0 else {
      kept.release()
      throw NoThread(reason: String(cString: strerror(code)))
    }
  }

  /// Waits until `deadline` for the end of the thread; to be called once.
  /// - Returns: false when it still runs.
  @discardableResult
  package func join(until deadline: DispatchTime) -> Bool {
    finished.wait(timeout: deadline) == .success
  }
}

/// The system gives no thread.
package struct NoThread: Error {
  /// In the system's words.
  package let reason: String

  /// What is behind it mostly, for whoever can change it.
  package static let causes = "the user's limit (ulimit -u) or the container's (pids.max) may be reached"
}

/// What a thread does. A class, because the new thread is handed a pointer to it.
private final class Work: Sendable {
  private let name: String
  private let body: @Sendable () -> Void

  init(name: String, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }

  func run() {
    // As proc(5) has it: a name for whoever lists threads.
    if let file = fopen("/proc/thread-self/comm", "w") {
      fputs(name, file)
      fclose(file)
    }
    body()
  }
}
