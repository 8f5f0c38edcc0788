import Analysis
import Tables
import Testing

@testable import Segmentation

/// What every method must keep, whatever it is; a new one is tested from the day it stands in `allMethods`.
@Suite("Every method")
struct MethodTests {
  private static let words = MethodChoices.variants.map(\.word)

  private func prepared(_ table: Table) throws -> Preparation { try Recipe(log: .none, scale: .none).prepare(table) }

  private func options(_ word: String, k: Int?, seed: UInt64 = 42) -> ClusterOptions {
    let method = method(word)
    return ClusterOptions(k: method.findsCount ? .auto : k.map { .fixed($0) } ?? .auto, method: method, seed: seed)
  }

  @Test("finds groups that lie apart", arguments: words)
  func separate(word: String) throws {
    let preparation = try prepared(try blobs([[0, 0], [20, 0], [0, 20], [20, 20]], each: 40, seed: 11))
    for k in [4, nil] {
      let segmentation = try CustomerSegmentation.make(of: preparation, options: options(word, k: k))
      #expect(segmentation.k == 4 && segmentation.sizes.allSatisfy { $0 > 30 }, "k = \(k ?? 0)")
      #expect(try #require(segmentation.silhouette) > 0.8)
      #expect(segmentation.caption.hasPrefix("k = 4"))
    }
  }

  @Test("gives the same segments again, with any number of threads", arguments: words)
  func threads(word: String) throws {
    let preparation = try prepared(try noise(rows: 300, columns: 3, seed: 2))
    let made = try [1, 2, 3].map { threads in
      try outcome(preparation, options(word, k: 5), ComputeContext(threads: threads))
    }
    #expect(made[0] == made[1] && made[0] == made[2])
  }

  /// The segmentation, or why there is none.
  private func outcome(
    _ preparation: Preparation, _ options: ClusterOptions, _ context: ComputeContext = .plain
  ) throws -> Result<CustomerSegmentation, SegmentationError> {
    do throws(SegmentationError) {
      return .success(try CustomerSegmentation.make(of: preparation, options: options, context: context))
    } catch {
      return .failure(error)
    }
  }

  @Test("takes one group, as many as there are rows, and rows that repeat", arguments: words)
  func extremes(word: String) throws {
    let method = method(word)
    let few = try prepared(try table([("A", [1, 2, 4, 8, 16, 32]), ("B", [3, 1, 4, 1, 5, 9])])).features
    let fit = try method.fit(few, tree: nil, seed: 1, context: .plain)
    guard !method.findsCount else { return }
    #expect(Set(try fit.grouping(into: 1, context: .plain).clusters).count == 1)
    #expect(Set(try fit.grouping(into: 6, context: .plain).clusters).count == 6)
    let repeated = try prepared(try table([("A", [0, 0, 0, 0, 7, 7, 7, 30])]))
    let segmentation = try CustomerSegmentation.make(of: repeated, options: options(word, k: 3))
    #expect(segmentation.sizes == [4, 3, 1])
  }

  @Test("stops when it is interrupted", arguments: words)
  func cancelled(word: String) throws {
    let preparation = try prepared(try noise(rows: 200, columns: 3, seed: 8))
    #expect(throws: SegmentationError.cancelled) {
      try CustomerSegmentation.make(
        of: preparation, options: options(word, k: 4),
        context: ComputeContext(threads: 2, isCancelled: { true }))
    }
  }

  @Test("is sure of each row between 0 and 1, and of none more than its memberships say", arguments: words)
  func certainty(word: String) throws {
    let preparation = try prepared(try blobs([[0, 0], [4, 0], [0, 4]], each: 50, seed: 6))
    guard case .success(let segmentation) = try outcome(preparation, options(word, k: 3)) else { return }
    guard let certainty = segmentation.certainty else { return #expect(segmentation.memberships == nil) }
    #expect(certainty.allSatisfy { (0...1).contains($0) })
    #expect(zip(certainty, segmentation.labels).allSatisfy { $1 > 0 || $0 == 0 })
    guard let memberships = segmentation.memberships else { return }
    for row in 0..<memberships.rowCount {
      let own = Array(memberships.row(row))
      #expect(abs(own.reduce(0, +) - 1) < 1e-9)
      #expect(certainty[row] == own[segmentation.labels[row] - 1] && certainty[row] == own.max())
    }
  }

  @Test("places its own rows where they are", arguments: words)
  func placing(word: String) throws {
    let preparation = try prepared(try blobs([[0, 0], [20, 0], [0, 20]], each: 30, seed: 4))
    let segmentation = try CustomerSegmentation.make(of: preparation, options: options(word, k: 3))
    guard let placement = segmentation.placement else { return }
    #expect(try placement.place(preparation.features, context: .plain).segments == segmentation.labels)
  }

  @Test("costs more for more rows", arguments: words)
  func cost(word: String) {
    let (few, many) = (WorkSize(rows: 1_000, features: 17), WorkSize(rows: 4_000, features: 17))
    let (small, large) = (method(word).cost(of: few), method(word).cost(of: many))
    #expect(large.seconds(groupings: 9) > small.seconds(groupings: 9) && large.bytes > small.bytes)
    #expect(large.fitWithoutGroups >= large.fit)
  }

  @Test("has a word, a name in sentences and a way to be asked for that no other has")
  func names() {
    for property in [\MethodWordsOf.word, \.noun, \.typed] {
      let all = MethodChoices.variants.map { MethodWordsOf($0)[keyPath: property] }
      #expect(Set(all).count >= MethodChoices.methods.count && !all.contains(""))
    }
    #expect(Set(Self.words).count == Self.words.count)
  }

  private struct MethodWordsOf {
    let word, noun, typed: String

    init(_ method: any Method) {
      word = method.word
      noun = method.noun
      typed = method.typed
    }
  }

  @Test("keeps what it is told, and refuses what belongs to another")
  func choices() throws {
    let mixture = try #require(try MethodChoices.method("mixture", [("shape", .word("tied"))]))
    #expect(mixture.isEqual(to: MixtureMethod(shape: .tied)) && !mixture.isEqual(to: MixtureMethod()))
    #expect(throws: MethodChoices.Foreign(key: "size", method: "kmeans", owners: ["hdbscan"])) {
      try MethodChoices.method("kmeans", [("size", .number(5))])
    }
    #expect(try MethodChoices.method("magic", []) == nil)
    let several = try #require(try MethodChoices.method("mixture", [("starts", .number(9))]) as? MixtureMethod)
    #expect(several.starts == 9)
    let starts = try #require(MethodChoices.keys.first { $0.key == "starts" })
    #expect(starts.methods == ["kmeans", "mixture"] && starts.defaultValue == .number(KMeansMethod().starts))
    #expect(starts.meaning.hasSuffix("(\(MixtureMethod().starts) for mixture)"))
    for key in MethodChoices.keys { #expect(!key.methods.isEmpty && !key.meaning.isEmpty, "\(key.key)") }
  }
}
