// Which instructions this machine and its operating system offer: a question that Swift has no words for.
#ifndef COHORT_PROCESSOR_H
#define COHORT_PROCESSOR_H

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

#endif
