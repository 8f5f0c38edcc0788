// Which instructions this machine and its operating system offer, which of its processors a thread is on, and where the C library
// allocates: questions that Swift has no words for.
#ifndef COHORT_PROCESSOR_H
#define COHORT_PROCESSOR_H

#if defined(__linux__)
#include <malloc.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

/// The highest level of the x86-64 psABI that holds here: 1 (baseline), 3 (AVX2, FMA) or 4 (AVX-512); 0 on other processors.
static inline int cohort_processor_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!(__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("bmi2"))) return 1;
  if (!(__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))) return 3;
  return 4;
#else
  return 0;
#endif
}

/// Has the C library allocate from one pool of addresses, where it would reserve 64 MiB for every thread.
static inline void cohort_keep_one_pool(void) {
#if defined(__linux__) && defined(M_ARENA_MAX)
  mallopt(M_ARENA_MAX, 1);
#endif
}

/// Gives pages that hold nothing any more back to the system, wherever they lie between others.
static inline void cohort_give_pages_back(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

/// The processor that this thread is on, -1 where the system does not tell.
static inline int cohort_processor(void) {
#if defined(__linux__)
  unsigned processor;
  if (syscall(SYS_getcpu, &processor, (void *)0, (void *)0) == 0) return (int)processor;
#endif
  return -1;
}

/// Moves this thread from `processor` to another of those that it may run on, and leaves those as they are; does nothing where
/// there is no other.
static inline void cohort_leave_processor(int processor) {
#if defined(__linux__)
  enum { bits = 8 * sizeof(unsigned long) };
  unsigned long allowed[64] = {0}, elsewhere[64];
  if (processor < 0 || processor >= 64 * bits) return;
  if (syscall(SYS_sched_getaffinity, 0, sizeof allowed, allowed) <= 0) return;
  for (int i = 0; i < 64; i++) elsewhere[i] = allowed[i];
  elsewhere[processor / bits] &= ~(1UL << processor % bits);
  // Refused where nothing is left.
  if (syscall(SYS_sched_setaffinity, 0, sizeof elsewhere, elsewhere) == 0)
    syscall(SYS_sched_setaffinity, 0, sizeof allowed, allowed);
#endif
}

#endif
