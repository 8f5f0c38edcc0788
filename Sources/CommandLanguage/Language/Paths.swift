import FoundationEssentials

extension Operand {
  /// The path of a file of another folder in full; what names none there as it is.
  func asPath(in folder: String) -> Operand {
    guard !text.hasPrefix("/"), !text.hasPrefix("~") else { return self }
    // sqlite:shop.db
    let scheme = text.firstIndex(of: ":").map { text[...$0] } ?? ""
    for before in ["", scheme] {
      let path = text.dropFirst(before.count)
      guard !path.isEmpty, !path.hasPrefix("/"), FileManager.default.fileExists(atPath: "\(folder)/\(path)") else {
        continue
      }
      var whole = self
      whole.text = "\(before)\(folder)/\(path)"
      whole.items = [Item(text: whole.text, range: range, isQuoted: true)]
      return whole
    }
    return self
  }
}
