import Foundation
import Segmentation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Where silhouettes were estimated")
struct EstimatedMarksTests {
  private let file: CustomerFile

  init() throws { file = try CustomerFile.groups(each: 20) }

  /// A session with three segments, as if their silhouettes were estimates.
  private func cohort() throws -> CohortInterpreter {
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html\n%load \(file.path)\n%cluster k=3")
    var session = cohort.session
    let exact = try #require(session.currentSegmentation)
    var fields = try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(exact)) as? [String: Any])
    var scores = try #require(fields["scores"] as? [String: Any])
    (scores["silhouette"], scores["silhouetteError"]) = (0.5125, 0.0041)
    fields["scores"] = scores
    fields["silhouetteSample"] = ["customers": 50_000, "means": [0.5, 0.25, 0.75], "errors": [0.01, 0.02, 0.03]]
    let data = try JSONSerialization.data(withJSONObject: fields)
    session.setSegmentation(try JSONDecoder().decode(CustomerSegmentation.self, from: data))
    return CohortInterpreter.test(session: session)
  }

  @Test("%report marks those of the segments, and gives the mean with its error")
  func report() throws {
    let path = file.beside("out.html")
    #expect(try cohort().shown("%report \(path)").contains("Wrote"))
    let words = PageWords.trusted(try String(contentsOfFile: path, encoding: .utf8)).joined(separator: " ")
    #expect(words.contains("silhouette estimated"), "\(words)")
    #expect(words.contains("0.5125 ± 0.0041"))
    for mean in ["0.500", "0.250", "0.750"] { #expect(words.contains(mean), "\(mean)") }
  }

  @Test("the table of %explore does so too")
  func explore() throws {
    let segmentation = try #require(try cohort().session.currentSegmentation)
    let shown = ExplorerSegments(segmentation: segmentation, table: "customers", looksAt: nil).html
    let words = PageWords.trusted(shown.html).joined(separator: " ")
    #expect(words.contains("silhouette estimated"), "\(words)")
    #expect(words.contains("0.5125 ± 0.0041") && words.contains("0.250"))
  }

  @Test("what was measured has no such mark")
  func exact() throws {
    let cohort = CohortInterpreter.test()
    let path = file.beside("exact.html")
    cohort.shown("%config formats=html\n%load \(file.path)\n%cluster k=3\n%report \(path)")
    let front = WidgetContext()
    _ = cohort.execute("%explore", in: front)
    for words in [front.words, PageWords.trusted(try String(contentsOfFile: path, encoding: .utf8)).joined()] {
      #expect(words.contains("silhouette") && !words.contains("estimated") && !words.contains("±"))
    }
  }
}
