/// What `method=` and the keys of the methods ask for, whatever methods there are.
public enum MethodChoices {
  /// A key of one or several methods.
  public struct Key: Sendable {
    public let key: String
    public fileprivate(set) var meaning: String
    public let values: MethodValues
    /// That of the first method that takes it; the meaning names what others have instead.
    public let defaultValue: MethodValue
    /// The methods that take it.
    public fileprivate(set) var methods: [String]
    /// True where a method takes it that can be told the number of segments.
    public fileprivate(set) var isOfCounted: Bool
  }

  /// The methods' names with what each does.
  public static let methods: [MethodValues.Word] = allMethods.map { type in
    MethodValues.Word(text: type.name, meaning: type.summary)
  }

  /// The name of the method that a word stands for, case aside; nil for none.
  public static func name(for word: String) -> String? {
    let word = word.lowercased()
    return allMethods.first { $0.name == word || $0.otherNames.contains(word) }?.name
  }

  /// The method that counts where none is named.
  public static var usual: any Method { allMethods[0].init() }

  /// The keys of all methods, each once; a key that two methods share means the same in both.
  public static let keys: [Key] = {
    var keys: [Key] = []
    for type in allMethods { add(keysOf: type, to: &keys) }
    return keys
  }()

  private static func add<M: Method>(keysOf type: M.Type, to keys: inout [Key]) {
    for parameter in M.parameters {
      if let place = keys.firstIndex(where: { $0.key == parameter.key }) {
        let own = parameter.get(M())
        if own != keys[place].defaultValue { keys[place].meaning += " (\(own.text) for \(M.name))" }
        keys[place].methods.append(M.name)
        keys[place].isOfCounted = keys[place].isOfCounted || !M.findsCount
      } else {
        keys.append(
          Key(
            key: parameter.key, meaning: parameter.meaning, values: parameter.values,
            defaultValue: parameter.get(M()), methods: [M.name],
            isOfCounted: !M.findsCount))
      }
    }
  }

  /// The method of a name with some of its values set.
  /// - Returns: nil for a name that none has.
  /// - Throws: `Foreign` for a key that belongs to another method, or a value that it cannot have.
  public static func method(_ name: String, _ values: [(key: String, value: MethodValue)]) throws(Foreign)
    -> (any Method)?
  {
    guard let type = allMethods.first(where: { $0.name == name }) else { return nil }
    return try made(type, values)
  }

  private static func made<M: Method>(
    _ type: M.Type, _ values: [(key: String, value: MethodValue)]
  ) throws(Foreign) -> any Method {
    var method = M()
    for (key, value) in values {
      guard let parameter = M.parameters.first(where: { $0.key == key }), parameter.set(&method, value) else {
        throw Foreign(key: key, method: M.name, owners: keys.first { $0.key == key }?.methods ?? [])
      }
    }
    return method
  }

  /// A key that the method named does not take.
  public struct Foreign: Error, Sendable, Equatable {
    public let key: String
    public let method: String
    /// The methods that take it.
    public let owners: [String]
  }

  /// The values of all methods that have a word of their own: `ward`, `kmeans`.
  public static let variants: [any Method] = allMethods.flatMap { variants(of: $0) }

  private static func variants<M: Method>(of type: M.Type) -> [any Method] { M.variants }

  /// What else an analyst might have taken: other variants of the same method first, then the usual one of each other.
  static func alternatives(to method: any Method) -> [any Method] {
    let others = allMethods.filter { $0.isAlternative }.flatMap { variants(of: $0) }
    return others.filter { !$0.isEqual(to: method) && $0.word != method.word }
  }
}

extension Method {
  /// The choices as a model file keeps them.
  var chosen: [(key: String, value: MethodValue)] {
    Self.parameters.map { ($0.key, $0.get(self)) }
  }
}
