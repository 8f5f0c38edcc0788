import Analysis
import Foundation
import Tables
import Testing

@testable import Segmentation

@Suite("Preparing features")
struct PreparationTests {
  private let even = [1.0, 2, 3, 4, 5]
  private let skewed = [0.0, 1, 2, 3, 1_000]

  @Test("standard: median for missing, ln(x + 1) where skewed, mean 0 and deviation 1 with divisor n")
  func standard() throws {
    let prepared = try Recipe.standard.prepare(try table([("A", [1, 2, .nan, 4, 5]), ("B", skewed)]))
    #expect(prepared.featureNames == ["A", "B"])
    #expect(prepared.transforms[0].fill == 3)
    #expect(prepared.transforms[0].logOffset == nil)
    #expect(prepared.transforms[1].logOffset == 1)
    #expect(prepared.transforms[0].center == 3)
    #expect(abs(prepared.transforms[0].scale - 2.0.squareRoot()) < 1e-15)
    for j in 0..<2 {
      #expect(abs(mean(prepared.features.column(j))) < 1e-15)
      #expect(abs(variance(prepared.features.column(j), lostDegrees: 0) - 1) < 1e-14)
    }
    // The third one has no A, and what stands in for it is no value of its own.
    #expect(prepared.rows == [0, 1, 3, 4, 2])
  }

  @Test("a column with negative values keeps its skewness under log=auto")
  func negativeAuto() throws {
    let prepared = try Recipe.standard.prepare(try table([("A", [-1, 1, 2, 3, 1_000])]))
    #expect(prepared.transforms[0].logOffset == nil)
  }

  @Test("missing=mean fills with the mean; missing=drop leaves rows out and counts why")
  func missing() throws {
    let source = try table([("A", [1, .nan, 6, 2]), ("B", [1, 2, .nan, 5])])
    #expect(try Recipe(missing: .mean, log: .none).prepare(source).transforms[0].fill == 3)
    let dropped = try Recipe(missing: .drop).prepare(source)
    #expect(dropped.rows == [0, 3])
    #expect(dropped.dropped == [.init(reason: "without A", count: 1), .init(reason: "without B", count: 1)])
    #expect(dropped.caption.hasSuffix("2 of 4 rows (dropped: 1 without A, 1 without B)"))
  }

  @Test("a gap among two answers takes the median or mean of the answers; one among several categories is none of them")
  func missingAnswers() throws {
    var source = try table([("A", (0..<20).map { Double($0 * $0) })])
    source.set(Column(name: "sex", text: (0..<20).map { $0 == 3 ? nil : $0 % 3 == 0 ? "m" : "w" }))
    let most = try Recipe(encode: .onehot).prepare(source)
    #expect(most.transforms.map(\.featureName) == ["A", "sex=w"] && most.transforms[1].fill == 1)
    #expect(most.caption.contains("1 missing filled with the median"))
    let share = try Recipe(missing: .mean, encode: .onehot).prepare(source).transforms[1].fill
    #expect(share == 13.0 / 19)
    source.set(Column(name: "town", text: (0..<20).map { $0 == 7 ? nil : ["a", "b", "c"][$0 % 3] }))
    let several = try Recipe(encode: .onehot).prepare(source)
    #expect(several.transforms.dropFirst(2).map(\.fill) == [0, 0, 0])
    #expect(
      several.caption.contains("1 missing filled with the median"), "the town that is missing is filled with nothing")
  }

  @Test("says when dropping rows takes everyone with a zero in some column")
  func zerosLost() throws {
    let paid = (0..<20).map { $0 < 6 ? 0.0 : Double($0) }
    let due = (0..<20).map { $0 < 6 ? Double.nan : Double($0 * $0) }
    let other = (0..<20).map { Double($0 % 3) }
    let source = try table([("PAID", paid), ("DUE", due), ("OTHER", other)])
    #expect(try Recipe(missing: .drop).prepare(source).notes == ["all 6 rows with PAID = 0 were dropped"])
  }

  @Test("log=all, log=none and log=columns")
  func logs() throws {
    let source = try table([("A", even), ("B", skewed)])
    func logged(_ log: Recipe.Log) throws -> [Bool] {
      try Recipe(log: log).prepare(source).transforms.map { $0.logOffset != nil }
    }
    #expect(try logged(.all) == [true, true])
    #expect(try logged(.none) == [false, false])
    #expect(try logged(.columns(["a"])) == [true, false])
  }

  @Test("offset is what is added before the logarithm")
  func offset() throws {
    let prepared = try Recipe(log: .all, offset: 0.1, scale: .none).prepare(try table([("A", even)]))
    #expect(prepared.features.column(0) == even.map { log($0 + 0.1) })
  }

  @Test("scale=robust, minmax and none")
  func scales() throws {
    let source = try table([("A", even)])
    func scaled(_ scale: Recipe.Scale) throws -> [Double] {
      try Recipe(log: .none, scale: scale).prepare(source).features.column(0)
    }
    #expect(try scaled(.robust) == [-1, -0.5, 0, 0.5, 1])
    #expect(try scaled(.minmax) == [0, 0.25, 0.5, 0.75, 1])
    #expect(try scaled(.none) == even)
  }

  @Test("scale=robust divides by the deviation where the middle half is one value, and says so")
  func robustFlat() throws {
    let prepared = try Recipe(log: .none, scale: .robust).prepare(try table([("A", [0, 0, 0, 0, 0, 0, 6])]))
    #expect(prepared.notes == ["the middle half of A is one value: divided by its standard deviation instead"])
    #expect(abs(prepared.transforms[0].scale - (36.0 / 7 - 36.0 / 49).squareRoot()) < 1e-14)
  }

  @Test("winsorize pulls in what lies beyond the percentiles")
  func winsorize() throws {
    let prepared = try Recipe(log: .none, scale: .none, winsorize: 10...90).prepare(
      try table([("A", (0...10).map { $0 == 10 ? 1_000.0 : Double($0) })]))
    #expect(prepared.features.column(0) == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9])
  }

  @Test("features= and drop= choose columns, whatever the case")
  func choice() throws {
    let source = try table([("A", even), ("B", skewed), ("C", even.reversed())], ids: ["a", "b", "c", "d", "e"])
    #expect(try Recipe(features: ["c", "A"]).prepare(source).featureNames == ["A", "C"])
    #expect(try Recipe(drop: ["b"]).prepare(source).featureNames == ["A", "C"])
    #expect(try Recipe().prepare(source).featureNames == ["A", "B", "C"])
  }

  @Test("leaves out text, dates, constants and empty columns, and says so")
  func leftOut() throws {
    var source = try table([("A", even), ("ONE", [7, 7, 7, .nan, 7]), ("NONE", [.nan, .nan, .nan, .nan, .nan])])
    source.columns.append(Column(name: "CITY", text: ["x", "y", "x", nil, "y"]))
    source.columns.append(Column(name: "VIP", values: .booleans([true, false, nil, true, true])))
    let prepared = try Recipe.standard.prepare(source)
    #expect(prepared.featureNames == ["A", "VIP=true"])
    #expect(
      prepared.notes == [
        "left out: ONE (one value throughout); NONE (no values); CITY (category)",
        "categories of few values are taken in by encode=onehot",
      ])
  }

  @Test("two answers are not logged, however skewed")
  func twoAnswers() throws {
    let source = try table([("A", even), ("VIP", [0, 0, 0, 0, 1])])
    #expect(try Recipe.standard.prepare(source).transforms.map(\.logOffset) == [nil, nil])
  }

  @Test("encode=onehot makes a feature of each category, one of two, none of many")
  func onehot() throws {
    var source = try table([("A", even)])
    source.columns.append(Column(name: "CITY", text: ["x", "y", "z", nil, "y"]))
    source.columns.append(Column(name: "VIP", values: .booleans([true, false, nil, true, true])))
    let prepared = try Recipe(scale: .none, encode: .onehot).prepare(source)
    #expect(prepared.featureNames == ["A", "CITY=x", "CITY=y", "CITY=z", "VIP=true"])
    #expect(prepared.features.column(2) == [0, 1, 0, 0, 1])
    // The third did not answer: most say yes.
    #expect(prepared.features.column(4) == [1, 0, 1, 1, 1])
  }

  @Test("pca keeps the fewest components that hold the share")
  func components() throws {
    let source = try blobs([[0, 0, 0], [8, 8, 0]], each: 60, seed: 3)
    let prepared = try Recipe(log: .none, pca: 0.9).prepare(source)
    #expect(prepared.featureNames == ["PC1", "PC2"])
    let shares = try #require(prepared.fitted.components?.shares)
    #expect(shares[0] < 0.9 && shares[0] + shares[1] >= 0.9)
    #expect(prepared.caption.contains("2 principal components with"))
  }

  @Test("the fitted numbers give the same features again")
  func refit() throws {
    let source = try table([("A", [1, .nan, 3, 400, 5]), ("B", skewed)])
    let prepared = try Recipe(winsorize: 5...95).prepare(source)
    let stored = try JSONDecoder().decode(FittedRecipe.self, from: JSONEncoder().encode(prepared.fitted))
    #expect(stored == prepared.fitted)
    for (j, transform) in stored.transforms.enumerated() {
      let numbers = try #require(try source.column(transform.column).numbers)
      #expect(prepared.rows.map { transform(numbers[$0]) } == prepared.features.column(j))
    }
  }

  @Test("classic on other data says what it did not find and goes on")
  func classicElsewhere() throws {
    let prepared = try Recipe.classic.prepare(try table([("BALANCE", skewed), ("AGE", even)]))
    #expect(prepared.transforms.map(\.logOffset) == [0.1, nil])
    let note = try #require(prepared.notes.first)
    #expect(note.hasPrefix("the classic recipe did not find CUST_ID, PURCHASES_INSTALLMENTS_FREQUENCY"))
    #expect(note.hasSuffix("CASH_ADVANCE_TRX and PURCHASES_TRX"))
    #expect(!note.contains("BALANCE,"))
  }

  @Test("classic leaves out the ratios that were added to the table, unless they are asked for")
  func classicWithRatios() throws {
    let plain = SampleData.creditCards(rows: 200)
    let table = CardIndicators(of: plain).added(to: plain)
    let (before, after) = (try Recipe.classic.prepare(plain), try Recipe.classic.prepare(table))
    #expect(after.transforms == before.transforms)
    #expect(after.notes.contains { $0.hasPrefix("the classic recipe leaves out the ratios of card analysts: MONTHLY") })
    var recipe = Recipe.classic
    recipe.features = ["BALANCE", "CREDIT_UTILISATION"]
    #expect(try recipe.prepare(table).transforms.map(\.column) == ["BALANCE", "CREDIT_UTILISATION"])
  }
}
