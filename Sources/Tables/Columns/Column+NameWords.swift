extension Column {
  /// The words of its name in small letters: `CUST_ID`, `customerId` and `Customer ID` have two.
  package var nameWords: [String] { NameWords(name).words }

  /// How plainly its name says that it tells customers apart: 0 not at all, 3 most.
  package var identifyingStrength: Int { NameWords(name).identifyingStrength }

  /// Whether its name is of a kind of things: `customer_type`.
  package var namesKind: Bool { NameWords(name).namesKind }
}
