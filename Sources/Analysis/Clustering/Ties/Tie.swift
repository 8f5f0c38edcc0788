/// The relative difference up to which two distances count as equal: 1e-12.
///
/// Distances that are equal in the data differ by some 1e-16 to 1e-14 once they are computed, according to how the
/// columns were scaled and in what order sums were taken; distances that differ in real data differ by
/// more than 1e-12 (with 10⁴ of them spread over two decades, two are that near with a chance of one in a million).
let tieTolerance = 1e-12

/// The same for squared distances.
let squaredTieTolerance = 2e-12

/// Whether two distances (not squared) are the same but for rounding.
func isTie(_ a: Double, _ b: Double) -> Bool {
  abs(a - b) <= tieTolerance * max(a, b)
}
