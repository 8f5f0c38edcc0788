import Analysis
import Machine
import Testing

@testable import Segmentation

@Suite("What differs between segments")
struct GroupFindingsTests {
  private func group(_ name: String, _ values: [Double]) -> GroupFindings.Group {
    GroupFindings.Group(name: name, box: BoxStatistics(values))
  }

  private func around(_ centre: Double, _ count: Int = 101) -> [Double] {
    (0..<count).map { centre + (Double($0) - Double(count - 1) / 2) / Double(count - 1) * 20 }
  }

  @Test("middle halves that share no value are found, whatever the order", arguments: 0..<200)
  func apart(seed: Int) {
    var random = Xoshiro256(seed: UInt64(seed))
    let groups = (0..<2 + seed % 6).map { i in
      group("g\(i)", (0..<9).map { _ in (20 * random.nextUnit()).rounded() + 15 * Double(random.next() % 4) })
    }
    let findings = GroupFindings(column: "X", groups: groups)
    var expected = Set<GroupFindings.Pair>()
    for low in groups.indices {
      for high in groups.indices where groups[low].box.thirdQuartile < groups[high].box.firstQuartile {
        expected.insert(GroupFindings.Pair(low: low, high: high))
      }
    }
    #expect(Set(findings.apart) == expected && findings.apart.count == expected.count)
    let text = findings.sentences.joined(separator: " ")
    #expect(text.contains("do not overlap") || text.contains("overlap"))
    #expect(findings.sentences.allSatisfy { $0.hasSuffix(".") && !$0.contains("nan") })
  }

  @Test("the largest difference of medians is told with its numbers")
  func difference() {
    let findings = GroupFindings(
      column: "BALANCE", groups: [group("segment 1", around(50)), group("segment 2", around(500))])
    #expect(
      findings.sentences == [
        "The medians of BALANCE differ most between segment 2 (500) and segment 1 (50): by 450, 10 times as much.",
        "Their middle halves do not overlap: 45 to 55 and 495 to 505.",
      ])
  }

  @Test("what goes below zero is not said to be so many times as much")
  func aroundZero() {
    let findings = GroupFindings(
      column: "X", groups: [group("segment 1", [-9, 1, 1, 1, 2]), group("segment 2", around(500))])
    #expect(!findings.sentences[0].contains("times as much"))
  }

  @Test("a difference that so few customers do not bear out is called so")
  func chance() {
    let findings = GroupFindings(
      column: "X", groups: [group("segment 1", [1, 5, 9]), group("segment 2", [2, 6, 12])])
    #expect(findings.sentences[0].contains("may be chance"))
    #expect(findings.sentences[1] == "The middle halves of the two overlap.")
  }

  @Test("a segment that stands apart from all others is named")
  func alone() {
    let findings = GroupFindings(
      column: "X",
      groups: [group("segment 1", around(50)), group("segment 2", around(52)), group("segment 3", around(500))])
    #expect(findings.sentences[1] == "The middle half of segment 3 (495 to 505) overlaps no other segment's.")
  }

  @Test("segments whose middle halves overlap stand together, apart from the others")
  func islands() {
    let findings = GroupFindings(
      column: "X",
      groups: [
        group("segment 1", around(50)), group("segment 2", [0, 0, 0]), group("segment 3", around(56)),
        group("segment 4", [0, 0]), group("segment 5", around(61)),
      ])
    #expect(
      findings.sentences[1]
        == "The middle halves fall into 2 groups that do not overlap: segment 2 and segment 4 (all 0); segment 1, "
        + "segment 3 and segment 5 (45 to 66).")
  }

  @Test("equal medians, one group, none, groups without values")
  func odd() {
    let same = GroupFindings(column: "X", groups: [group("a", [1, 1]), group("b", [1, 1, 1]), group("c", [.nan])])
    #expect(same.sentences[0] == "The median of X is the same in every segment, 1.")
    #expect(same.groups.count == 2 && same.extremes == nil)
    #expect(GroupFindings(column: "X", groups: [group("a", [1])]).sentences.isEmpty)
    #expect(GroupFindings(column: "X", groups: []).sentences.isEmpty)
  }
}
