// What Swift says of vectors lane by lane, and what a compiler puts together again of that is twice as many instructions: lanes that
// change places, comparisons that become bits, a product and a sum in one step.
#ifndef COHORT_VECTORS_H
#define COHORT_VECTORS_H

typedef float cohort_float2 __attribute__((ext_vector_type(2)));
typedef float cohort_float4 __attribute__((ext_vector_type(4)));
typedef float cohort_float8 __attribute__((ext_vector_type(8)));
typedef float cohort_float16 __attribute__((ext_vector_type(16)));
typedef double cohort_double8 __attribute__((ext_vector_type(8)));
typedef int cohort_int4 __attribute__((ext_vector_type(4)));
typedef int cohort_int8 __attribute__((ext_vector_type(8)));
typedef int cohort_int16 __attribute__((ext_vector_type(16)));

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

/// The same of eight springs, to the bit that of the lower four and then the upper four: eight divisions in one.
static inline __attribute__((always_inline)) cohort_float8 cohort_add_springs8(
    cohort_float8 force, cohort_float2 point, cohort_int8 ends, cohort_float8 strengths, const cohort_float2 *points) {
#pragma clang fp contract(off)
  cohort_float4 first = __builtin_shufflevector(points[ends.s0], points[ends.s1], 0, 1, 2, 3);
  cohort_float4 second = __builtin_shufflevector(points[ends.s2], points[ends.s3], 0, 1, 2, 3);
  cohort_float4 third = __builtin_shufflevector(points[ends.s4], points[ends.s5], 0, 1, 2, 3);
  cohort_float4 fourth = __builtin_shufflevector(points[ends.s6], points[ends.s7], 0, 1, 2, 3);
  cohort_float8 lower = point.xyxyxyxy - __builtin_shufflevector(first, second, 0, 1, 2, 3, 4, 5, 6, 7);
  cohort_float8 upper = point.xyxyxyxy - __builtin_shufflevector(third, fourth, 0, 1, 2, 3, 4, 5, 6, 7);
  cohort_float8 lower_squares = lower * lower, upper_squares = upper * upper;
  cohort_float8 lower_with_one = 1.0f + lower_squares, upper_with_one = 1.0f + upper_squares;
  // Two springs of the lower four, two of the upper, and again: a shuffle within the halves of a register.
  cohort_float8 x = __builtin_shufflevector(lower_with_one, upper_with_one, 0, 2, 8, 10, 4, 6, 12, 14);
  cohort_float8 y = __builtin_shufflevector(lower_squares, upper_squares, 1, 3, 9, 11, 5, 7, 13, 15);
  cohort_float8 shares = strengths.s01452367 / (x + y);
  force = force + shares.s00114455 * lower;
  return force + shares.s22336677 * upper;
}

typedef double cohort_unaligned_double8 __attribute__((ext_vector_type(8), aligned(8)));

/// The similarities, 1 / (1 + squared distance), of the point (x, y) of a plane with 32 others, summed in eight lanes.
///
/// 1/a + 1/b + 1/c + 1/d takes one division, which would otherwise be nearly all the time.
static inline __attribute__((always_inline)) cohort_double8 cohort_similarities32(
    double x, double y, const double *xs, const double *ys) {
// Every processor rounds each step: the same bits everywhere.
#pragma clang fp contract(off)
  cohort_double8 with_one[4];
  for (int part = 0; part < 4; part++) {
    cohort_double8 dx = x - ((const cohort_unaligned_double8 *)xs)[part];
    cohort_double8 dy = y - ((const cohort_unaligned_double8 *)ys)[part];
    with_one[part] = 1.0 + dx * dx + dy * dy;
  }
  cohort_double8 first = with_one[0] * with_one[1], second = with_one[2] * with_one[3];
  return ((with_one[0] + with_one[1]) * second + (with_one[2] + with_one[3]) * first) / (first * second);
}

// Rounded once or twice, as it suits the processor: for what is only bounded, and then decided in double precision.

/// sum + way², lane by lane.
static inline __attribute__((always_inline)) cohort_float8 cohort_add_square8(cohort_float8 sum, cohort_float8 way) {
#pragma clang fp contract(fast)
  return sum + way * way;
}

static inline __attribute__((always_inline)) cohort_float16 cohort_add_square16(cohort_float16 sum, cohort_float16 way) {
#pragma clang fp contract(fast)
  return sum + way * way;
}

/// sum − vector · factor, lane by lane.
static inline __attribute__((always_inline)) cohort_float8 cohort_less_product8(
    cohort_float8 sum, cohort_float8 vector, float factor) {
#pragma clang fp contract(fast)
  return sum - vector * factor;
}

static inline __attribute__((always_inline)) cohort_float16 cohort_less_product(
    cohort_float16 sum, cohort_float16 vector, float factor) {
#pragma clang fp contract(fast)
  return sum - vector * factor;
}

typedef _Bool cohort_flags8 __attribute__((ext_vector_type(8)));
typedef _Bool cohort_flags16 __attribute__((ext_vector_type(16)));

/// The lanes of `a` that are at most those of `b`, a bit each.
static inline __attribute__((always_inline)) unsigned cohort_at_most8(cohort_float8 a, cohort_float8 b) {
  cohort_flags8 flags = __builtin_convertvector(a <= b, cohort_flags8);
  unsigned char bits;
  __builtin_memcpy(&bits, &flags, sizeof bits);
  return bits;
}

static inline __attribute__((always_inline)) unsigned cohort_at_most16(cohort_float16 a, cohort_float16 b) {
  cohort_flags16 flags = __builtin_convertvector(a <= b, cohort_flags16);
  unsigned short bits;
  __builtin_memcpy(&bits, &flags, sizeof bits);
  return bits;
}

/// The lanes of `a` that are below those of `b` or below `c`, a bit each.
static inline __attribute__((always_inline)) unsigned cohort_below_either8(cohort_double8 a, cohort_double8 b, double c) {
  cohort_flags8 flags = __builtin_convertvector((a < b) | (a < c), cohort_flags8);
  unsigned char bits;
  __builtin_memcpy(&bits, &flags, sizeof bits);
  return bits;
}

/// Whether every lane of `a` is above that of `b`.
static inline __attribute__((always_inline)) int cohort_all_above(cohort_float16 a, cohort_float16 b) {
  return __builtin_reduce_and(a > b);
}

/// The least lane, of numbers.
static inline __attribute__((always_inline)) float cohort_least(cohort_float16 a) {
  // Not __builtin_reduce_min, which asks of every lane whether it is one.
  cohort_float8 eight = a.lo < a.hi ? a.lo : a.hi;
  cohort_float4 four = eight.lo < eight.hi ? eight.lo : eight.hi;
  cohort_float2 two = four.lo < four.hi ? four.lo : four.hi;
  return two.x < two.y ? two.x : two.y;
}

/// Has memory brought near that is read soon.
static inline __attribute__((always_inline)) void cohort_prefetch(const void *address) { __builtin_prefetch(address); }

/// Whether some lane of `a` is not that of `b`.
static inline __attribute__((always_inline)) int cohort_any_differ(cohort_int16 a, cohort_int16 b) {
  return __builtin_reduce_or(a != b);
}

#endif
