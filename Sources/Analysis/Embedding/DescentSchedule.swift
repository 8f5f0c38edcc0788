/// Which settings each iteration of the descent uses.
struct DescentSchedule {
  let iterations: Int
  /// Iterations with exaggerated affinities, which come first.
  let exaggerated: Int
  private let rows: Int

  init(iterations: Int, rows: Int) {
    self.iterations = iterations
    self.rows = rows
    exaggerated = min(250, iterations / 4)
  }

  func step(_ iteration: Int) -> GradientDescent.Step {
    let exaggeration: Float = iteration < exaggerated ? 12 : 1
    return GradientDescent.Step(
      exaggeration: exaggeration, learningRate: Float(rows) / exaggeration,
      momentum: iteration < exaggerated ? 0.5 : 0.8)
  }
}
