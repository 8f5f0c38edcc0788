import Tables
import Wording

/// One place of a rules file: its YAML, and the way to it.
struct RulesField {
  let node: YAMLNode
  let file: String
  /// `advice › marketing › 2`.
  let path: String

  func child(_ node: YAMLNode, _ name: String) -> RulesField {
    RulesField(node: node, file: file, path: path.isEmpty ? name : "\(path) › \(name)")
  }

  func error(_ problem: String) -> RulesError {
    RulesError(file: file, line: node.line, field: path, problem: problem)
  }

  /// The fields of a mapping, in their order.
  /// - Parameter allowed: the names there may be; nil for any.
  func fields(_ allowed: [String]? = nil) throws(RulesError) -> [(name: String, field: RulesField)] {
    guard case .mapping(let mapping) = node.content else {
      throw error("fields are expected here" + (allowed.map { ": \(list($0, limit: 12))" } ?? ", each with a name"))
    }
    var fields: [(name: String, field: RulesField)] = []
    for (key, value) in mapping {
      guard case .scalar(let name) = key.content else {
        throw child(key, "?").error("a field has a name of letters")
      }
      if let allowed, !allowed.contains(name) {
        let nearest = nearestNames(to: name, among: allowed, limit: 1)
        let hint = nearest.isEmpty ? "allowed: \(list(allowed, limit: 12))" : "did you mean \(nearest[0])?"
        throw child(key, name.shortened).error("there is no such field; \(hint)")
      }
      fields.append((name, child(value, name.shortened)))
    }
    return fields
  }

  /// The entries of a list.
  func entries(of noun: String) throws(RulesError) -> [RulesField] {
    guard case .sequence(let sequence) = node.content else {
      throw error("a list of \(noun) is expected here, each after a dash")
    }
    return sequence.enumerated().map { child($0.element, "\($0.offset + 1)") }
  }

  /// A text that says something.
  func text() throws(RulesError) -> String {
    guard case .scalar(let text) = node.content else { throw error("a text is expected here") }
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !words.isEmpty else { throw error("a text is expected here, and there is none") }
    return words
  }

  /// A finite number within `range`.
  func number(_ range: ClosedRange<Double>, _ noun: String) throws(RulesError) -> Double {
    guard case .scalar(let text) = node.content, let value = Double(text), range.contains(value) else {
      throw error("\(noun) is expected here" + found)
    }
    return value
  }

  private var found: String {
    guard case .scalar(let text) = node.content else { return "" }
    return ", not ‘\(text.shortened)’"
  }

  /// A text, or a list of texts, as conditions that must all hold.
  func condition(_ subjects: RuleSubjects) throws(RulesError) -> Condition {
    if case .sequence = node.content {
      var parts: [Condition] = []
      for entry in try entries(of: "conditions") { parts.append(try entry.condition(subjects)) }
      return parts.count == 1 ? parts[0] : .all(parts)
    }
    let text = try text()
    do throws(RuleTextError) {
      return try ConditionParser.parse(text, subjects: subjects)
    } catch {
      throw located(error, in: text)
    }
  }

  func template(_ subjects: RuleSubjects) throws(RulesError) -> Template {
    let text = try text()
    do throws(RuleTextError) {
      return try Template(text, subjects: subjects)
    } catch {
      throw located(error, in: text)
    }
  }

  /// The problem with the words around it, for a text of many.
  private func located(_ problem: RuleTextError, in text: String) -> RulesError {
    let scalars = Array(text.unicodeScalars)
    let end = min(scalars.count, max(problem.range.upperBound, problem.range.lowerBound))
    let read = String(String.UnicodeScalarView(scalars[..<end]))
    let shown = read.count > 40 ? "…" + read.suffix(39) : read
    return error(problem.message + (shown.isEmpty ? "" : " (read so far: \(shown))"))
  }
}
