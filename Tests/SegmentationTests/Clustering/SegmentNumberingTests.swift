import Testing

@testable import Segmentation

@Suite("Numbers, colours and names of segments")
struct SegmentNumberingTests {
  @Test("numbers go by size, ties by the segment whose first row comes first")
  func bySize() {
    let numbering = SegmentNumbering([7, 7, 3, 9, 3, 9, 9])
    #expect(numbering.labels == [2, 2, 3, 1, 3, 1, 1])
    #expect(numbering.sizes == [3, 2, 2])
  }

  @Test("whatever the clusters are called, the numbers are the same")
  func nameless() {
    #expect(SegmentNumbering([0, 1, 1, 2]).labels == SegmentNumbering([5, -4, -4, 9]).labels)
  }

  @Test("when a segment is divided, its larger part keeps the colour and the other takes a free one")
  func finer() {
    let old: [Int?] = [1, 1, 1, 1, 1, 2, 2, 2]
    let new: [Int?] = [1, 1, 1, 3, 3, 2, 2, 2]
    let overlap = SegmentOverlap(old: old, oldCount: 2, new: new, newCount: 3)
    #expect(overlap.colours(from: [4, 0]) == [4, 0, 1])
  }

  @Test("when two are joined, the larger gives its colour")
  func coarser() {
    let old: [Int?] = [1, 1, 1, 2, 2, 3]
    let new: [Int?] = [2, 2, 2, 1, 1, 1].map { $0 }
    let overlap = SegmentOverlap(old: old, oldCount: 3, new: new, newCount: 2)
    #expect(overlap.colours(from: [0, 1, 2]) == [1, 0])
  }

  @Test("a name stays while three quarters of the customers do, and that is said")
  func loyal() {
    let old: [Int?] = [1, 1, 1, 1, 2, 2]
    let new: [Int?] = [2, 2, 2, 1, 1, 1]
    let names = SegmentNames(
      of: [1: "Loyal", 2: "New"], overlap: SegmentOverlap(old: old, oldCount: 2, new: new, newCount: 2))
    #expect(names.names == [2: "Loyal"])
    #expect(
      names.notes == [
        "the name “Loyal” stays, with segment 2: 75.0% of the customers are the same",
        "the name “New” is given up: the segment most like it, 1, shares 66.7% of the customers, and three quarters are needed",
      ])
  }

  @Test("customers that a recipe drops count against a name")
  func dropped() {
    let overlap = SegmentOverlap(old: [1, 1, 1, 1], oldCount: 1, new: [1, 1, nil, nil], newCount: 1)
    #expect(overlap.jaccard(old: 1, new: 1) == 0.5)
  }

  @Test("nothing is said of a name that nothing happened to")
  func unchanged() {
    let labels: [Int?] = [1, 1, 2]
    let names = SegmentNames(
      of: [1: "Loyal"], overlap: SegmentOverlap(old: labels, oldCount: 2, new: labels, newCount: 2))
    #expect(names.names == [1: "Loyal"])
    #expect(names.notes.isEmpty)
  }
}
