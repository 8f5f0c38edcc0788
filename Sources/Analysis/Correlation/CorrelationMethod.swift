/// How the tie of two columns is measured; each from −1 (against each other) to 1 (together).
public enum CorrelationMethod: String, CaseIterable, Sendable {
  /// How near the rows lie to a straight line. K. Pearson (1895), doi:10.1098/rspl.1895.0041.
  case pearson
  /// Pearson's of the ranks, ties sharing their mean rank. C. Spearman (1904), doi:10.2307/1412159.
  case spearman
  /// τ-b: pairs of rows in the same order less those in opposite order, corrected for ties.
  /// M. G. Kendall (1945), doi:10.2307/2332303.
  case kendall
}
