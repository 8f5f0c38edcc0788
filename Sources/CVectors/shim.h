// Vectors whose lanes change places. Swift writes such steps lane by lane, and what a compiler puts together again of that
// is twice as many instructions; here a lane's new place is a word.
#ifndef COHORT_VECTORS_H
#define COHORT_VECTORS_H

typedef float cohort_float2 __attribute__((ext_vector_type(2)));
typedef float cohort_float4 __attribute__((ext_vector_type(4)));
typedef float cohort_float8 __attribute__((ext_vector_type(8)));
typedef int cohort_int4 __attribute__((ext_vector_type(4)));

/// `force` and the pulls of four springs on a point of a plane: strength · (point − end) / (1 + |point − end|²).
///
/// Four planar vectors side by side, x and y in turn. The ends are places in `points`, which nobody checks.
static inline __attribute__((always_inline)) cohort_float8 cohort_add_springs(
    cohort_float8 force, cohort_float2 point, cohort_int4 ends, cohort_float4 strengths, const cohort_float2 *points) {
// Every processor rounds each step: the same bits everywhere.
#pragma clang fp contract(off)
  cohort_float4 first = __builtin_shufflevector(points[ends.x], points[ends.y], 0, 1, 2, 3);
  cohort_float4 second = __builtin_shufflevector(points[ends.z], points[ends.w], 0, 1, 2, 3);
  cohort_float8 way = point.xyxyxyxy - __builtin_shufflevector(first, second, 0, 1, 2, 3, 4, 5, 6, 7);
  cohort_float8 squares = way * way, with_one = 1.0f + squares;
  return force + strengths.xxyyzzww / (with_one.s00224466 + squares.s11335577) * way;
}

#endif
