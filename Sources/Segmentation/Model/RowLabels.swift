/// The segment of each row of a table as text: `1 2x3 - 0 1` says 1, 2, 2, 2, none because the row was dropped, noise, 1.
///
/// The labels are kept, not only the way to them: so another version of an algorithm, or another machine, cannot move a
/// customer, and k-means need not run again. As text they are short (two bytes a customer), can be read, and tell
/// nothing of a customer but the segment.
enum RowLabels {
  /// Lines of about a hundred characters.
  static func lines(_ labels: [Int?]) -> [String] {
    var lines: [String] = []
    var line = ""
    var row = 0
    while row < labels.count {
      var end = row + 1
      while end < labels.count, labels[end] == labels[row] { end += 1 }
      let run = (labels[row].map(String.init) ?? "-") + (end - row > 1 ? "x\(end - row)" : "")
      if line.count + run.count > 99 {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? run : " " + run
      row = end
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// - Parameter rowCount: how many rows there must be.
  /// - Throws: `ModelError.field` for anything that is no label of 0...k.
  static func read(_ field: ModelField, rowCount: Int, k: Int) throws(ModelError) -> [Int?] {
    var labels: [Int?] = []
    for (index, line) in try field.texts().enumerated() {
      for run in line.split(separator: " ") {
        let parts = run.split(separator: "x", omittingEmptySubsequences: false)
        let label = parts[0] == "-" ? nil : Int(parts[0])
        let length = parts.count == 1 ? 1 : Int(parts[1])
        guard parts.count <= 2, parts[0] == "-" || label.map((0...k).contains) == true, let length, length > 0 else {
          throw .field(
            "\(field.path)[\(index)]", line: field.json.line + index + 1, reason: "‘\(run.prefix(20))’ is no segment")
        }
        guard length <= rowCount - labels.count else {
          throw field.wrong("there are more labels than the \(grouped(rowCount)) rows of the table")
        }
        labels += [Int?](repeating: label, count: length)
      }
    }
    guard labels.count == rowCount else {
      throw field.wrong("there are \(grouped(labels.count)) labels for \(grouped(rowCount)) rows")
    }
    return labels
  }
}
