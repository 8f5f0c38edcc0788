extension Double {
  /// Rises as numbers do; 0 and −0 have the same, and NaN has the greatest.
  package var orderKey: UInt64 {
    if isNaN { return .max }
    let bits = (self + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }
}
