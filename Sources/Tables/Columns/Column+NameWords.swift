extension Column {
  /// The words of its name in small letters: `CUST_ID`, `customerId` and `Customer ID` have two.
  package var nameWords: [String] { NameWords(name).words }
}
