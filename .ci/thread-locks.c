// What a contended lock does, told to the thread sanitizer.
//
// `Mutex` of Swift's Synchronization takes a free lock in code that is compiled into its caller, which the sanitizer sees. Where the
// lock is taken it waits, and hands it on, inside its library, which comes without the sanitizer's calls: what one thread wrote under
// the lock would look like a race with the next thread's reading. Loaded first (LD_PRELOAD), the two functions below stand in for the
// library's, call them, and say what they did. Nothing is ordered that the lock does not order, so that no race is hidden.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

// Synchronization._MutexHandle._lockSlow(Swift.UInt32) -> () and ._unlockSlow() -> ()
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lock(uint32_t thread, SELF void *handle) __asm__(LOCK);
SWIFT void unlock(SELF void *handle) __asm__(UNLOCK);

// Missing in the programs that a test starts and that are built without the sanitizer.
__attribute__((weak)) void __tsan_acquire(void *);
__attribute__((weak)) void __tsan_release(void *);

SWIFT void lock(uint32_t thread, SELF void *handle) {
  SWIFT void (*library)(uint32_t, SELF void *) = dlsym(RTLD_NEXT, LOCK);
  library(thread, handle);
  if (__tsan_acquire) __tsan_acquire(handle);
}

SWIFT void unlock(SELF void *handle) {
  SWIFT void (*library)(SELF void *) = dlsym(RTLD_NEXT, UNLOCK);
  if (__tsan_release) __tsan_release(handle);
  library(handle);
}
