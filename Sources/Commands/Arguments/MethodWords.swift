import CommandLanguage
import CommandSession
import Segmentation

/// What a command line says of the method: `method=kmeans starts=20 seed=7`.
///
/// The keys are those of `MethodChoices`, so that a new method needs no line here.
struct MethodWords: Sendable {
  fileprivate var name = MethodChoices.usual.name
  fileprivate var values: [(key: String, value: MethodValue)] = []
  /// The session's without it.
  fileprivate(set) var seed: UInt64?

  /// The method that is asked for.
  /// - Throws: a mistake at a key that belongs to another method.
  func method() throws(Mistake) -> any Method {
    do throws(MethodChoices.Foreign) {
      return try MethodChoices.method(name, values) ?? MethodChoices.usual
    } catch {
      let owners = error.owners.map { "method=\($0)" }
      throw Mistake(
        .refused(
          name: "WrongKey", message: "\(error.key)= is no choice of method=\(error.method)",
          remedy: "It belongs to \(list(owners)): leave it out, or name that method"), at: .key(error.key))
    }
  }

  /// The options for some number of segments.
  func options(k: Int? = nil, in session: Session) throws(Mistake) -> ClusterOptions {
    ClusterOptions(k: k.map { .fixed($0) } ?? .auto, method: try method(), seed: seed ?? session.seed)
  }
}

extension Parameter {
  /// `method=`, the keys of all methods, and `seed=`.
  /// - Parameters:
  ///   - isCounting: whether several numbers of segments are asked for, which some methods do not take.
  ///   - seedMeaning: what random numbers are for.
  static func method(
    _ path: WritableKeyPath<Owner, MethodWords> & Sendable, isCounting: Bool = false,
    seed seedMeaning: String = "where the method's random numbers start; the session's without it"
  ) -> [Parameter<Owner>] {
    [
      .key("method", of: path, .methodName, default: MethodChoices.usual.name, "how customers are grouped") {
        $0.name = $1
      }
    ]
      + MethodChoices.keys.filter { $0.isOfCounted || !isCounting }.map { key in
        .key(key.key, of: path, .methodValue(key), default: key.defaultValue, key.meaning) { words, value in
          words.values.append((key.key, value))
        }
      } + [.key("seed", of: path, ValueKind<UInt64>.seed.optional, default: UInt64?.none, seedMeaning) { $0.seed = $1 }]
  }
}

extension Parameter {
  /// `exact=`, for the silhouettes of all customers where some would do.
  static func exactSilhouettes(_ path: WritableKeyPath<Owner, Bool> & Sendable) -> Parameter<Owner> {
    .key(
      "exact", path, .yesOrNo,
      "whether silhouettes are those of all customers, where more than \(NumberText.count(ClusterOptions.mostMeasured)) "
        + "are judged by \(NumberText.count(ClusterOptions.judged))")
  }
}

extension ValueKind where Value == String {
  /// The name of a method.
  fileprivate static var methodName: ValueKind {
    var kind = words(MethodChoices.methods)
    kind.decode = { MethodChoices.name(for: $0.text) }
    return kind
  }

  fileprivate static func words(_ words: [MethodValues.Word]) -> ValueKind {
    var candidates = Candidates.none
    for word in words { candidates = candidates.adding(word.text, word.meaning) }
    let names = words.map(\.text)
    let noun = names.count == 1 ? names[0] : names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
    return ValueKind(
      noun, placeholder: names.joined(separator: "|"), candidates: candidates,
      decode: { operand in names.first { $0 == operand.text.lowercased() } }, text: { $0 })
  }
}

extension ValueKind where Value == MethodValue {
  /// What a key of a method takes.
  fileprivate static func methodValue(_ key: MethodChoices.Key) -> ValueKind {
    switch key.values {
    case .words(let words):
      return ValueKind<String>.words(words).map({ .word($0) }, back: { $0.text })
    case .numbers(let range, let auto):
      let numbers = ValueKind<Int>.wholeNumber(in: range).map(
        { MethodValue.number($0) }, back: { if case .number(let number) = $0 { number } else { nil } })
      guard let auto else { return numbers }
      return numbers.or("auto", .word("auto"), auto)
    }
  }
}
