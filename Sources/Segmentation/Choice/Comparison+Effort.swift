extension Comparison.Effort {
  /// Twenty resamples and twenty reference sets, or none where they would take minutes.
  public static func usual(for preparation: Preparation, _ options: ClusterOptions) -> Comparison.Effort {
    Comparison.Effort()
  }
}
