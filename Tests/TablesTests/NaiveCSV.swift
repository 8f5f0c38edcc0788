/// CSV by the letter of RFC 4180, one character at a time: what the fast reader is measured by.
enum NaiveCSV {
  /// The records of `text`; fields are nil when nothing stands there.
  static func parse(_ text: String, delimiter: Character = ",") -> [[String?]] {
    var records: [[String?]] = []
    var record: [String?] = []
    var field = ""
    var isQuoted = false
    var wasQuoted = false
    func finished() -> String? { field.isEmpty ? nil : field }
    var characters = Array(text.unicodeScalars)[...]
    while let scalar = characters.popFirst() {
      if isQuoted {
        if scalar != "\"" {
          field.unicodeScalars.append(scalar)
        } else if characters.first == "\"" {
          characters.removeFirst()
          field += "\""
        } else {
          isQuoted = false
        }
      } else if scalar == "\"", field.isEmpty, !wasQuoted {
        (isQuoted, wasQuoted) = (true, true)
      } else if Character(scalar) == delimiter {
        record.append(finished())
        (field, wasQuoted) = ("", false)
      } else if scalar == "\n" {
        record.append(finished())
        records.append(record)
        (record, field, wasQuoted) = ([], "", false)
      } else if scalar != "\r" {
        field.unicodeScalars.append(scalar)
      }
    }
    return records
  }

  /// Records as text, quoting at random where it is not needed.
  static func write(
    _ records: [[String?]], delimiter: Character, lineEnd: String, random: inout SeededGenerator
  ) -> String {
    var text = ""
    for record in records {
      let fields = record.map { field -> String in
        guard let field else { return record.count == 1 ? "\"\"" : "" }
        let needsQuotes = field.contains { $0 == delimiter || "\"\n\r\r\n".contains($0) } || field.first == " "
        guard needsQuotes || Int.random(in: 0..<5, using: &random) == 0 else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
      }
      text += fields.joined(separator: String(delimiter)) + lineEnd
    }
    return text
  }
}
