import Tables
import Testing

@testable import Segmentation

@Suite("Profiles")
struct ProfileTests {
  private func profile(_ recipe: Recipe) throws -> Profile {
    let source = try table([("A", [1, 3, 101, 99]), ("B", [5, .nan, 7, 6]), ("C", [0, 0, 0, 8])])
    let segmentation = try CustomerSegmentation.make(
      of: try recipe.prepare(source), options: ClusterOptions(k: .fixed(2)))
    return try Profile(of: segmentation, table: source)
  }

  @Test("means and medians are of the values as loaded, missing ones left out")
  func values() throws {
    let profile = try profile(Recipe(log: .none, scale: .none))
    #expect(profile.columns == ["A", "B", "C"])
    #expect(profile.sizes == [2, 2])
    #expect(profile.segments[0].map(\.mean) == [2, 5, 0])
    #expect(profile.segments[1].map(\.median) == [100, 6.5, 4])
    #expect(profile.everyone.map(\.mean) == [51, 6, 2])
    #expect(profile.segments[0][1].count == 1)
    #expect(profile.segments[1][2].zeroShare == 0.5)
  }

  @Test("deviations are in standard deviations of everyone; everyone's own are 0")
  func deviations() throws {
    let profile = try profile(Recipe(log: .none, scale: .none))
    #expect(abs(profile.segments[0][0].meanDeviation + 1) < 0.001)
    #expect(abs(profile.segments[1][0].meanDeviation - 1) < 0.001)
    #expect(profile.everyone.allSatisfy { $0.meanDeviation == 0 && $0.medianDeviation == 0 })
  }

  @Test("the strongest column is the one that tells the segments apart")
  func strongest() throws {
    let source = try table([("NOISE", [5, 6, 5, 6, 5, 6]), ("APART", [1, 2, 3, 101, 102, 103])])
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe(log: .none, scale: .none).prepare(source), options: ClusterOptions(k: .fixed(2)))
    #expect(try Profile(of: segmentation, table: source).strongest(1) == [1])
  }

  @Test("an unknown column is refused with the nearest")
  func unknown() throws {
    let source = try table([("AGE", [1, 3, 101, 99])])
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe(log: .none).prepare(source), options: ClusterOptions(k: .fixed(2)))
    #expect(throws: TableError.noSuchColumn("AGES", nearest: ["AGE"])) {
      try Profile(of: segmentation, table: source, columns: ["AGES"])
    }
  }
}
