import CProcessor

/// How wide the vector units are, by the levels of the x86-64 psABI.
///
/// `Package.swift` compiles the numeric rooms for a level; a program that meets an instruction its processor lacks would
/// die without a word, so this room is compiled for none, and the program asks it first.
/// Source: x86-64 psABI 1.0, section 3.1.1, micro-architecture levels.
public enum ProcessorLevel: Int, Sendable, Comparable, CaseIterable {
  /// Not x86-64: compiled for whatever the platform prescribes.
  case other = 0
  /// 128-bit vectors, as every x86-64 processor has.
  case baseline = 1
  /// AVX2: 256-bit vectors.
  case avx2 = 3
  /// AVX-512: 512-bit vectors.
  case avx512 = 4

  /// What the numeric rooms of this program were compiled for.
  public static var compiled: ProcessorLevel {
    #if PROCESSOR_X86_64_V4
      .avx512
    #elseif PROCESSOR_X86_64_V3
      .avx2
    #elseif arch(x86_64)
      .baseline
    #else
      .other
    #endif
  }

  /// What this machine and its operating system offer.
  public static var present: ProcessorLevel {
    ProcessorLevel(rawValue: Int(cohort_processor_level())) ?? .baseline
  }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The name that compilers and `COHORT_PROCESSOR` know it by; nil off x86-64.
  public var name: String? {
    switch self {
    case .other: nil
    case .baseline: "x86-64"
    case .avx2: "x86-64-v3"
    case .avx512: "x86-64-v4"
    }
  }

  /// In words, as in "compiled for …".
  public var description: String {
    switch self {
    case .other: "this processor's platform"
    case .baseline: "any x86-64 processor (128-bit vectors)"
    case .avx2: "x86-64-v3 (AVX2, 256-bit vectors)"
    case .avx512: "x86-64-v4 (AVX-512, 512-bit vectors)"
    }
  }

  /// Why a program compiled for `compiled` cannot run where there is `present`, and what to do; nil if it can.
  public static func refusal(compiled: ProcessorLevel, present: ProcessorLevel) -> String? {
    guard present < compiled, let name = present.name else { return nil }
    return """
      This program was compiled for \(compiled.description), and this machine offers \(present.description).
      Build it on this machine with `make build`, or for machines like this one with `COHORT_PROCESSOR=\(name) make build`.
      """
  }
}
