extension TSNE {
  /// The stages of a map as shares of its time, for progress that keeps what it says.
  ///
  /// The seconds are those of two cores, 17 columns and 8,950 to 1,000,000 rows; on another machine all are longer or shorter.
  struct Stages {
    let neighbours, calibration, descent, divergence: ClosedRange<Double>

    init(rows: Int, _ parameters: Parameters) {
      let (n, perplexity) = (Double(rows) / 100_000, parameters.perplexity / 30)
      let seconds = [
        2.1 * power(n, 1.2) * perplexity,
        // With the springs and the starting map that follow.
        1.7 * n * perplexity,
        11.4 * power(n, 0.8) * Double(parameters.iterations) / 1000,
        rows <= Divergence.largestExactCount ? 1.2 * n * n : 0.1 * n,
      ]
      let ends = seconds.indices.map { seconds[...$0].reduce(0, +) / seconds.reduce(0, +) }
      neighbours = 0...ends[0]
      calibration = ends[0]...ends[1]
      descent = ends[1]...ends[2]
      divergence = ends[2]...1
    }
  }
}
