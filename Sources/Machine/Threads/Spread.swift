import CProcessor
import Glibc

/// Sees to it that threads which share a piece of work run on different processors.
///
/// A woken thread is put where there is an idle processor, as far as the system can tell. In a virtual machine it cannot: an idle
/// processor has been handed back to the host, and looks like one that the host has taken away. So the new thread is put
/// beside the one that has woken it and waits there until loads are balanced, some milliseconds later, when short work is over.
public struct Spread: Sendable {
  /// The processor that the work is started on, and the thread that starts it.
  private let home = cohort_processor()
  private let starter = pthread_self()

  public init() {}

  /// To be called by each thread before its share of the work, by the one that starts it too.
  ///
  /// A thread that finds itself on the starter's processor moves to another one of those that it may run on; where there is
  /// none, or it is elsewhere already, nothing happens.
  public func settle() {
    if pthread_equal(pthread_self(), starter) != 0 {
      // Whoever was put behind this thread gets to run, and goes.
      sched_yield()
    } else if home >= 0, cohort_processor() == home {
      cohort_leave_processor(home)
    }
  }
}
