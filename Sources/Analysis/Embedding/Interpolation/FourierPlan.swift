/// Discrete Fourier transforms of one length, sixteen at a time in the lanes of a vector.
///
/// Stockham's self-sorting algorithm with radices 4, 2, 3 and 5 (C. Van Loan 1992, Computational Frameworks for the Fast
/// Fourier Transform, doi:10.1137/1.9781611970999): no bit reversal, and every pass reads and writes runs of memory.
/// Each lane is transformed by the same operations in the same order, so results do not depend on the vector's width.
/// The forward transform has the negative exponent; nothing is scaled. Swapping real and imaginary parts of
/// input and output gives the inverse.
struct FourierPlan: Sendable {
  typealias Lanes = SIMD16<Float>

  /// One pass: `radix` parts of `span` groups; the groups are `run` apart.
  private struct Pass: Sendable {
    let radix: Int
    let span: Int
    let run: Int
    /// Where in `twiddles` the factors of this pass begin: (radix − 1) of them for each group.
    let firstTwiddle: Int
  }

  let length: Int
  private let passes: [Pass]
  private let twiddles: [SIMD2<Float>]

  /// - Precondition: `length` is a product of twos, threes and fives.
  init(length: Int) {
    self.length = length
    var passes: [Pass] = []
    var twiddles: [SIMD2<Float>] = []
    var rest = length
    var run = 1
    while rest > 1 {
      let radix = [4, 2, 3, 5].first { rest % $0 == 0 }
      precondition(radix != nil, "a Fourier plan's length has no prime factor above 5")
      let r = radix ?? rest
      let span = rest / r
      passes.append(Pass(radix: r, span: span, run: run, firstTwiddle: twiddles.count))
      for group in 0..<span {
        for j in 1..<r {
          let (cosine, sine) = PortableMath.cosineAndSine(ofTurn: group * j, over: rest)
          twiddles.append(SIMD2(Float(cosine), Float(-sine)))
        }
      }
      rest = span
      run *= r
    }
    self.passes = passes
    self.twiddles = twiddles
  }

  /// The smallest product of twos, threes and fives that is a multiple of `factor` and at least `minimum`.
  static func smoothLength(atLeast minimum: Int, multipleOf factor: Int) -> Int {
    var candidate = max(1, (minimum + factor - 1) / factor)
    while true {
      var rest = candidate
      for prime in [2, 3, 5] {
        while rest % prime == 0 { rest /= prime }
      }
      if rest == 1 { return candidate * factor }
      candidate += 1
    }
  }

  /// Memory for one batch of transforms: the data and as much again to work in.
  struct Batch {
    var real: UnsafeMutablePointer<Lanes>
    var imaginary: UnsafeMutablePointer<Lanes>
    private var otherReal: UnsafeMutablePointer<Lanes>
    private var otherImaginary: UnsafeMutablePointer<Lanes>

    /// Uses `memory`, which holds `4 * length` vectors.
    init(_ memory: UnsafeMutablePointer<Lanes>, length: Int) {
      real = memory
      imaginary = memory + length
      otherReal = memory + 2 * length
      otherImaginary = memory + 3 * length
    }

    fileprivate var source: (UnsafePointer<Lanes>, UnsafePointer<Lanes>) { (.init(real), .init(imaginary)) }
    fileprivate var target: (UnsafeMutablePointer<Lanes>, UnsafeMutablePointer<Lanes>) { (otherReal, otherImaginary) }

    fileprivate mutating func swapTarget() {
      swap(&real, &otherReal)
      swap(&imaginary, &otherImaginary)
    }

    /// Exchanges real and imaginary parts: turns the forward transform into the inverse one.
    mutating func conjugateRoles() {
      swap(&real, &imaginary)
      swap(&otherReal, &otherImaginary)
    }
  }

  /// Lends the memory of one batch; what it holds at first is undefined.
  static func withBatch(length: Int, _ body: (inout Batch) -> Void) {
    withUnsafeTemporaryAllocation(byteCount: 4 * length * MemoryLayout<Lanes>.stride, alignment: 64) { memory in
      guard let base = memory.bindMemory(to: Lanes.self).baseAddress else { return }
      var batch = Batch(base, length: length)
      body(&batch)
    }
  }

  /// Transforms a batch.
  /// - Parameter isHalfEmpty: the second half of the input counts as zeros and is not read: the padding of a convolution. The
  ///   length is then a multiple of 4.
  func forward(_ batch: inout Batch, isHalfEmpty: Bool = false) {
    precondition(!isHalfEmpty || passes.first?.radix == 4, "half a line is two quarters of it")
    twiddles.withUnsafeBufferPointer { twiddles in
      for (number, pass) in passes.enumerated() {
        // Every index below is under `length`: group + span · part < rest and offset < run, with rest · run = length.
        let (inR, inI) = batch.source
        let (outR, outI) = batch.target
        let factors = twiddles.baseAddress.map { $0 + pass.firstTwiddle }
        if let factors {
          switch pass.radix {
          case 4 where number == 0 && isHalfEmpty: halfEmptyRadix4(pass.span, factors, inR, inI, outR, outI)
          case 4: radix4(pass.span, pass.run, factors, inR, inI, outR, outI)
          case 2: radix2(pass.span, pass.run, factors, inR, inI, outR, outI)
          case 3: radix3(pass.span, pass.run, factors, inR, inI, outR, outI)
          default: radix5(pass.span, pass.run, factors, inR, inI, outR, outI)
          }
        }
        batch.swapTarget()
      }
    }
  }

  func inverse(_ batch: inout Batch) {
    batch.conjugateRoles()
    forward(&batch)
    batch.conjugateRoles()
  }
}
