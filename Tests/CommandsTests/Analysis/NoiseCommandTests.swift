import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Customers in no segment")
struct NoiseCommandTests {
  private static func sample() throws -> SampleSession {
    let sample = try SampleSession(rows: 300)
    try sample.run("%cluster method=hdbscan size=10\n%tsne iterations=20")
    return sample
  }

  private func words(_ code: String, _ sample: SampleSession) throws -> String {
    try sample.run(code).map(\.plainText).joined(separator: "\n")
  }

  @Test("every command takes them", arguments: CommandTrial.all)
  func everyCommand(trial: CommandTrial) throws {
    let sample = try Self.sample()
    let segmentation = try #require(sample.cohort.session.currentSegmentation)
    #expect(segmentation.noiseCount > 0 && segmentation.k > 1)
    do {
      _ = try sample.attempt(trial) { try sample.run($0) }
    } catch let failure as SampleSession.Failure {
      // What cannot be asked of this method is refused in words.
      #expect(failure.lines.count > 1, "\(failure.lines)")
    }
  }

  @Test("each has a portrait, and stands among the customers most alike")
  func portraits() throws {
    let sample = try Self.sample()
    let segmentation = try #require(sample.cohort.session.currentSegmentation)
    let table = try sample.cohort.session.table()
    var met = 0
    for row in segmentation.preparation.rows.prefix(60) {
      let shown = try words("%customer \(table.identifierText(row: row)) n=10", sample)
      if shown.contains("no segment") { met += 1 }
    }
    #expect(met > 0)
  }

  @Test("are named by %explain and %insights, whose counts leave them out")
  func named() throws {
    let sample = try Self.sample()
    let noise = try #require(sample.cohort.session.currentSegmentation).noiseCount
    for command in ["%explain", "%insights"] {
      let shown = try words(command, sample)
      #expect(shown.contains("\(noise) customer"), "\(shown)")
      #expect(shown.contains("in no segment"))
    }
  }
}

@Suite("Words of other tools for methods and their keys")
struct ForeignWordTests {
  @Test("gmm is a mixture, in any case", arguments: ["gmm", "GMM", "Mixture"])
  func mixture(word: String) throws {
    let sample = try SampleSession(rows: 200)
    try sample.run("%cluster k=3 method=\(word) shape=spherical")
    #expect(sample.cohort.session.currentSegmentation?.options.method.name == "mixture")
  }

  @Test(
    "a key of another tool is answered with the one that means the same",
    arguments: [
      ("%cluster n_components=3", "k="), ("%cluster min_cluster_size=15", "size="),
      ("%cluster min_samples=5", "samples="),
      ("%cluster covariance_type=diag", "shape="), ("%cluster random_state=0", "seed="),
      ("%load x.csv sep=;", "delimiter="),
    ])
  func key(line: String, meant: String) {
    #expect(CohortInterpreter.test().error(line).last?.contains(meant) == true)
  }

  @Test("a key's name is one of a command here", arguments: Habit.keys.values.sorted())
  func known(key: String) {
    #expect(Registry.standard.descriptions.contains { $0.parameter(key) != nil })
  }
}
