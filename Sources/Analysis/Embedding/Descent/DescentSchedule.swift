/// The settings of each iteration of the descent.
///
/// A quarter of the iterations, at most 250, exaggerates the affinities twelvefold, so that neighbours find each
/// other while the map is still small; the rest lets it unfold. The learning rate is the number of rows over the
/// exaggeration (Belkina et al. 2019, doi:10.1038/s41467-019-13055-y; Kobak and Berens 2019): one step then goes about as far
/// as the attraction pulls, whatever the number of rows. The usual late momentum of 0.8 leaves a map half unfolded after a
/// thousand iterations; 0.9 gets clearly lower.
struct DescentSchedule {
  let iterations: Int
  private let exaggerated: Int
  private let rows: Int

  init(iterations: Int, rows: Int) {
    self.iterations = iterations
    self.rows = rows
    exaggerated = min(250, iterations / 4)
  }

  func step(_ iteration: Int) -> GradientDescent.Step {
    let early = iteration < exaggerated
    let exaggeration: Float = early ? 12 : 1
    return GradientDescent.Step(
      exaggeration: exaggeration, learningRate: Float(rows) / exaggeration, momentum: early ? 0.5 : 0.9)
  }
}
