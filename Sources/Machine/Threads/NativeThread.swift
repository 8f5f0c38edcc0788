import Dispatch
import Glibc

/// A thread with a name and a stack of its own size, that can be waited for.
package final class NativeThread: Sendable {
  private let finished = DispatchSemaphore(value: 0)

  /// Starts at once.
  /// - Parameter stackSize: in bytes; only what is used takes memory.
  @discardableResult
  package init(name: String, stackSize: Int = 1 << 19, body: @escaping @Sendable () -> Void) {
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
    let code = pthread_create(
      &thread, &attributes,
      { work in
        Unmanaged<Work>.fromOpaque(work!).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(work).toOpaque())
    guard code == 0 else { fatalError("the thread \(name) cannot be started: \(String(cString: strerror(code)))") }
  }

  /// Waits until `deadline` for the end of the thread; to be called once.
  /// - Returns: false when it still runs.
  @discardableResult
  package func join(until deadline: DispatchTime) -> Bool {
    finished.wait(timeout: deadline) == .success
  }
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
