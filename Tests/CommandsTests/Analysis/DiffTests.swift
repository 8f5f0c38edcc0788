import Analysis
import Machine
import Segmentation
import Tables
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%diff")
struct DiffTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  /// Two clouds that differ in A and in who is a member, not in noise; few have a score.
  init() throws {
    var random = Xoshiro256(seed: 5)
    let rows = (0..<200).map { row -> String in
      let isFirst = row < 120
      let a = (isFirst ? 0 : 10) + random.nextGaussian()
      let noise = random.nextGaussian()
      let member = row % 10 < (isFirst ? 2 : 8) ? "yes" : "no"
      let plan = isFirst ? ["basic", "basic", "plus"][row % 3] : ["plus", "plus", "pro"][row % 3]
      return "K\(row),\(a),\(noise),\(member),\(plan),\(row % 25 == 0 ? "\(row)" : "")"
    }
    file = try CustomerFile("id,A,noise,member,plan,rare\n" + rows.joined(separator: "\n") + "\n")
    cohort.shown("%config formats=html\n%load \(file.path)\n%prepare features=A\n%cluster k=2\n%name 2 \"Far\"")
  }

  @Test("puts what differs most first, with both values, and counts what does not differ")
  func cells() {
    let cells = cohort.tableCells("%diff 1 2").dropFirst()
    #expect(cells.map { $0[0] } == ["A", "plan=basic", "member=yes"])
    let text = cohort.html("%diff 1 2")
    #expect(text.contains("less in 100 of 100 pairs"))
    #expect(text.contains("66.7 points more") && text.contains("60.0 points less"))
    #expect(text.contains("A: a customer of Far has more than one of Segment 1 in 100 of 100 pairs"))
    #expect(text.contains("member is yes for 20.0% of Segment 1 and 80.0% of Far."))
    #expect(text.contains("1 column hardly differs or no more than chance makes: noise."))
    #expect(text.contains("not compared: id ("))
  }

  @Test("the other way round gives the same with signs and sides changed")
  func symmetric() throws {
    let segmentation = try cohort.session.segmentation()
    let table = try cohort.session.table()
    let one = try SegmentContrast(of: 1, and: 2, in: segmentation, table: table)
    let other = try SegmentContrast(of: 2, and: 1, in: segmentation, table: table)
    #expect(one.differences.map(\.column) == other.differences.map(\.column))
    for (a, b) in zip(one.differences, other.differences) where a.value == b.value {
      #expect(abs(a.effect + b.effect) < 1e-12 && a.first == b.second && a.counts.first == b.counts.second)
    }
  }

  @Test("the effect of numbers is that of all pairs counted one by one")
  func pairs() throws {
    let segmentation = try cohort.session.segmentation()
    let table = try cohort.session.table()
    let numbers = try #require(table.column("A").numbers)
    let rows = (1...2).map { segment in
      segmentation.members(of: segment).map { numbers[segmentation.preparation.rows[$0]] }
    }
    var wins = 0.0
    for a in rows[0] { for b in rows[1] { wins += a > b ? 1 : a == b ? 0.5 : 0 } }
    let found = try #require(
      try SegmentContrast(of: 1, and: 2, in: segmentation, table: table).differences.first { $0.column == "A" })
    #expect(abs(found.superiority - wins / Double(rows[0].count * rows[1].count)) < 1e-12)
  }

  @Test("no trait comes from fewer than ten customers")
  func few() throws {
    let contrast = try SegmentContrast(
      of: 1, and: 2, in: try cohort.session.segmentation(), table: try cohort.session.table())
    #expect(contrast.differences.allSatisfy { min($0.counts.first, $0.counts.second) >= SegmentContrast.leastCount })
    #expect(!contrast.differences.contains { $0.column == "rare" })
    let small = try CustomerFile(
      "id,A\n" + (0..<29).map { "k\($0),\($0 < 20 ? $0 % 3 : 100 + $0 % 2)" }.joined(separator: "\n"))
    let text = CohortInterpreter.test().html("%load \(small.path)\n%cluster k=2\n%diff 1 2")
    #expect(text.contains("Segment 2 has fewer than 10 customers, from whom nothing is read."))
    #expect(!text.contains("of 100 pairs"))
  }

  @Test("takes names, works on what a filter left, and refuses one segment twice")
  func words() {
    #expect(cohort.html("%diff far 1").contains("<") && cohort.error("%diff far 1") == ["no error"])
    #expect(cohort.error("%diff 2 Far")[0] == "SameSegment: Far is both segments")
    #expect(cohort.error("%diff 1 5")[0].contains("there is no segment ‘5’"))
    cohort.shown("%filter noise > -1")
    #expect(cohort.html("%diff 1 2").contains("made on 200 rows"))
  }
}
