import Machine
import Testing

@testable import Analysis

@Suite("Correlations of many columns")
struct CorrelationsTests {
  /// Columns that are skewed, tied, related, constant, complete or not, some with infinities.
  static func columns(seed: UInt64, rows: Int, count: Int = 6) -> [[Double]] {
    var random = Xoshiro256(seed: seed)
    let base = (0..<rows).map { _ in random.nextGaussian() }
    return (0..<count).map { j in
      base.map { value in
        let own = random.nextGaussian()
        let gap = random.nextUnit()
        if j % 2 == 1, gap < 0.2 { return gap < 0.01 ? .infinity : .nan }
        switch j % 6 {
        case 0: return value + own
        case 1: return (value * 3).rounded()
        case 2: return own * own * own * 1e6
        case 3: return value < 0 ? 0 : value
        case 4: return -value
        default: return own.rounded()
        }
      }
    }
  }

  @Test("each pair is the one of the definition", arguments: CorrelationMethod.allCases, 0..<60)
  func oracle(method: CorrelationMethod, seed: Int) throws {
    let columns = Self.columns(seed: UInt64(seed), rows: [0, 1, 2, 3, 5, 17, 60][seed % 7])
    let measured = try Correlations(columns, method: method)
    for i in columns.indices {
      for j in columns.indices where i != j {
        let expected = NaiveCorrelation.measure(columns[i], columns[j], method)
        #expect(measured.count(i, j) == expected.count)
        #expect(
          measured[i, j].isNaN ? expected.coefficient.isNaN : abs(measured[i, j] - expected.coefficient) < 1e-12,
          "\(i), \(j): \(measured[i, j]), \(expected.coefficient)")
      }
    }
  }

  @Test("ten thousand rows agree with the definition of ranks and of straight lines", arguments: [1, 2])
  func large(seed: Int) throws {
    let columns = Array(Self.columns(seed: UInt64(seed), rows: 2_000).prefix(4))
    for method in CorrelationMethod.allCases {
      let measured = try Correlations(columns, method: method)
      let expected = NaiveCorrelation.measure(columns[0], columns[1], method).coefficient
      #expect(abs(measured[0, 1] - expected) < 1e-12)
    }
  }

  @Test("a column and itself are 1, a constant and itself undefined", arguments: CorrelationMethod.allCases)
  func diagonal(method: CorrelationMethod) throws {
    let measured = try Correlations([[1, 2, .nan], [3, 3, 3], [0.1, 0.1, 0.1]], method: method)
    #expect(measured[0, 0] == 1)
    #expect(measured[1, 1].isNaN && measured[0, 1].isNaN && measured[2, 1].isNaN)
    #expect(measured.count(0, 1) == 2)
  }

  @Test("a column that is constant only where the other has values has no coefficient")
  func constantAmongCommonRows() throws {
    let measured = try Correlations([[0.1, 0.1, 0.1, 5], [1, 2, 3, .nan]])
    #expect(measured[0, 1].isNaN)
    #expect(measured.count(0, 1) == 3)
  }

  @Test(
    "numbers too large or too small to be squared are no hindrance", arguments: [1e-300, 1e-160, 1, 1e160, 1e300])
  func extremeSizes(size: Double) throws {
    let columns = [[1, 2, 3, 5].map { $0 * size }, [2, 1, 4, 5], [4, 3, 2, .nan].map { $0 * size }]
    let measured = try Correlations(columns)
    #expect(abs(measured[0, 1] - NaiveCorrelation.measure([1, 2, 3, 5], columns[1], .pearson).coefficient) < 1e-12)
    #expect(abs(measured[0, 2] + 1) < 1e-12)
  }

  @Test("the number of threads changes nothing", arguments: CorrelationMethod.allCases)
  func threads(method: CorrelationMethod) throws {
    let columns = Self.columns(seed: 5, rows: 500, count: 9)
    let one = try Correlations(columns, method: method, context: ComputeContext(threads: 1))
    #expect(try Correlations(columns, method: method, context: ComputeContext(threads: 3)) == one)
  }

  @Test("it stops when told to")
  func cancelled() {
    let context = ComputeContext(threads: 2, isCancelled: { true })
    #expect(throws: CancellationError.self) {
      try Correlations(Self.columns(seed: 1, rows: 50), context: context)
    }
  }

  @Test("related columns stand together, whatever their order in the table")
  func order() throws {
    var random = Xoshiro256(seed: 3)
    let base = (0..<3).map { _ in (0..<200).map { _ in random.nextGaussian() } }
    // Three families, dealt out in turn; the sign of a tie does not matter.
    let columns = (0..<9).map { j in
      base[j % 3].map { (j > 5 ? -1 : 1) * $0 + 0.3 * random.nextGaussian() }
    }
    let families = try Correlations(columns).relatedOrder(of: Array(0..<9)).map { $0 % 3 }
    #expect(families.indices.filter { $0 > 0 && families[$0] != families[$0 - 1] } == [3, 6])
    #expect(Set(families).count == 3)
  }

  @Test("an order of none, of one, and of columns without a tie")
  func smallOrders() throws {
    let measured = try Correlations([[1, 1, 1], [2, 2, 2], [1, 2, 3]])
    #expect(measured.relatedOrder(of: []) == [])
    #expect(measured.relatedOrder(of: [1]) == [1])
    #expect(measured.relatedOrder(of: [2, 0, 1]) == [2, 0, 1])
  }

  @Test("ties and gaps are treated as pandas treats them", arguments: CorrelationMethod.allCases)
  func golden(method: CorrelationMethod) throws {
    let uniform = linearCongruentialNumbers(120, seed: 7)
    let columns = (0..<3).map { j in
      stride(from: j, to: 120, by: 3).map { i in
        let value = (uniform[i] * 8).rounded(.down) + (j == 2 ? (uniform[i - 1] * 8).rounded(.down) : 0)
        return value == 3 && j > 0 ? Double.nan : value
      }
    }
    let expected: [CorrelationMethod: [Double]] = [
      .pearson: [0.07115217660693467, 0.1266461639666446, 0.8334649512672141],
      .spearman: [0.04962541754291583, 0.13377375888268694, 0.7773155625320063],
      .kendall: [0.04324436639696079, 0.07554469864843256, 0.6521287785655749],
    ]
    let measured = try Correlations(columns, method: method)
    let pairs = [measured[0, 1], measured[0, 2], measured[1, 2]]
    for (pair, value) in zip(pairs, expected[method] ?? []) { #expect(abs(pair - value) < 1e-12) }
    #expect([measured.count(0, 1), measured.count(0, 2), measured.count(1, 2)] == [36, 36, 32])
  }

  @Test(
    "the card customers' coefficients are the published ones", .needsRealData,
    arguments: [
      ("PURCHASES", "ONEOFF_PURCHASES", 0.9168), ("BALANCE", "CREDIT_LIMIT", 0.5313),
      ("BALANCE", "PRC_FULL_PAYMENT", -0.3190),
    ])
  func realData(first: String, second: String, expected: Double) throws {
    let cards = try CreditCards.load()
    let measured = try Correlations([cards.column(first), cards.column(second)])
    #expect((measured[0, 1] * 1e4).rounded() / 1e4 == expected)
  }
}
