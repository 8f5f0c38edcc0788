import Analysis
import Foundation
import Machine
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("The same customers in any order, the same words and pictures")
struct AnyOrderCommandTests {
  private static let cells = [
    "%prepare", "%cluster", "%cluster k=4", "%insights", "%profile", "%compare k=2..4 resamples=3 references=3",
    "%stability resamples=5", "%explain", "%silhouette", "%pca", "%tsne perplexity=10 iterations=60",
    "%cluster k=3 method=kmeans", "%dendrogram", "%elbow k=1..5",
  ]

  /// Answers of 1 to 5 and a city; the same in everything but the identifier more than once.
  private static func survey() -> (head: String, lines: [String]) {
    var random = Xoshiro256(seed: 5)
    let lines = (0..<150).map { row in
      let answers = (0..<5).map { question in
        row % 3 == question % 3 ? 1 + Int(random.next() % 3) : 3 + Int(random.next() % 3)
      }
      return "c\(row),\(answers.map(String.init).joined(separator: ",")),\(["Rome", "Pisa", "Bari"][row % 3])"
    }
    return ("ID,Q1,Q2,Q3,Q4,Q5,city", lines)
  }

  private static func outputs(_ lines: [String], head: String) throws -> [[RecordingContext.Output]] {
    let file = try CustomerFile(([head] + lines).joined(separator: "\n") + "\n")
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html,svg\n%load \(file.path)")
    return cells.map(cohort.notebook)
  }

  @Test("every cell after %load gives the same bytes for shuffled answers of a survey")
  func survey() throws {
    let (head, lines) = Self.survey()
    let expected = try Self.outputs(lines, head: head)
    #expect(expected.allSatisfy { !$0.isEmpty })
    var random = Xoshiro256(seed: 1)
    for order in [lines.reversed(), lines.shuffled(using: &random)] {
      for (cell, outputs) in zip(Self.cells, zip(expected, try Self.outputs(order, head: head))) {
        #expect(outputs.0 == outputs.1, "\(cell)")
      }
    }
  }
}
