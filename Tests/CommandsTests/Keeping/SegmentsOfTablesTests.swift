import Foundation
import Segmentation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("A segmentation belongs to its table")
struct SegmentsOfTablesTests {
  private let cohort = CohortInterpreter.test()
  private let files: (first: CustomerFile, second: CustomerFile)

  init() throws {
    files = (try CustomerFile.groups(), try CustomerFile.groups(4, each: 30, seed: 2))
    cohort.shown("%config formats=html\n%load \(files.first.path) as=cc\n%load \(files.second.path) as=s3")
  }

  @Test("segments, names and map of one table live on while another one is segmented")
  func apart() throws {
    cohort.shown("%use cc\n%cluster k=3\n%name 2 \"VIP\"\n%tsne perplexity=5 iterations=20")
    let profile = cohort.notebook("%profile")
    let map = try #require(cohort.session.madeMap?.value)
    cohort.shown("%use s3\n%cluster k=4\n%name 2 \"Others\"\n%tsne perplexity=6 iterations=10")
    let second = cohort.notebook("%profile")
    cohort.shown("%use cc")
    #expect(cohort.notebook("%profile") == profile)
    #expect(cohort.session.currentSegmentation?.names == [2: "VIP"])
    #expect(try cohort.session.map() == map)
    cohort.shown("%use s3")
    #expect(cohort.notebook("%profile") == second)
    #expect(cohort.session.currentSegmentation?.names == [2: "Others"])
  }

  @Test("%use says what there is of the table, and %tables and %status say it of all")
  func said() {
    cohort.shown("%use cc\n%cluster k=3")
    #expect(
      cohort.shown("%use s3")
        == "s3 is in use: 120 rows, 5 columns. It has no segments yet: %cluster makes them.\n")
    #expect(cohort.shown("%use cc") == "cc is in use: 120 rows, 5 columns. It has 3 segments.\n")
    #expect(cohort.shown("%use s3\n%status").contains(/cc: 120 rows × 5 columns, from .*, 3 segments/))
    #expect(cohort.tableCells("%tables").dropFirst().map { $0[4] } == ["3", ""])
  }

  @Test("what nobody made of a table is missing, not out of date")
  func missing() {
    cohort.shown("%use cc\n%prepare scale=robust\n%cluster k=3\n%use s3")
    #expect(cohort.error("%profile")[0] == "NoSegmentation: there is no segmentation yet")
    #expect(cohort.shown("%cluster k=2").contains("2 segments"), "with the standard recipe")
  }

  @Test("%undo takes back on the table where it was done, and says which is in use then")
  func undo() {
    cohort.shown("%use cc\n%cluster k=3")
    let first = cohort.notebook("%profile")
    cohort.shown("%use s3\n%cluster k=4")
    #expect(cohort.shown("%undo") == "Took back: %cluster k=4\n")
    #expect(cohort.session.current?.value.name == "s3" && cohort.session.currentSegmentation == nil)
    #expect(cohort.shown("%undo") == "Took back: %use s3\ncc is in use again.\n")
    #expect(cohort.notebook("%profile") == first)
  }

  @Test("a table loaded again under its name starts afresh; the other one keeps what it has")
  func reload() {
    cohort.shown("%use s3\n%cluster k=4\n%use cc\n%cluster k=3\n%name 1 \"VIP\"\n%load \(files.first.path) as=cc")
    #expect(cohort.error("%profile").last == "Run %cluster again")
    cohort.shown("%cluster k=3")
    #expect(cohort.session.currentSegmentation?.names == [:])
    cohort.shown("%use s3")
    #expect(cohort.session.currentSegmentation?.k == 4)
  }

  @Test("stability is that of the table's own segments")
  func stability() {
    cohort.shown("%use cc\n%cluster k=3\n%stability resamples=2\n%use s3\n%cluster k=4")
    #expect(cohort.session.currentStability == nil)
    cohort.shown("%use cc")
    #expect(cohort.session.currentStability?.resamples == 2)
  }

  @Test("all of it can be written down and read again")
  func coding() throws {
    cohort.shown("%use s3\n%cluster k=4\n%use cc\n%cluster k=3\n%filter segment < 3")
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    let copy = CohortInterpreter.test(
      session: try PropertyListDecoder().decode(Session.self, from: try encoder.encode(cohort.session)))
    for line in ["%profile", "%status", "%reset\n%profile", "%use s3\n%profile"] {
      #expect(copy.notebook(line) == cohort.notebook(line), "\(line)")
    }
  }
}
