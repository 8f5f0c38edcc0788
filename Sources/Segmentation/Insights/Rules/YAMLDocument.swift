import CYAML
import Wording

/// A YAML text as libyaml reads it, on its way to becoming nodes.
final class YAMLDocument {
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let document = UnsafeMutablePointer<yaml_document_t>.allocate(capacity: 1)
  /// Nodes that are done, by their numbers in the document: what an alias stands for is there once.
  private var nodes: [CInt: YAMLNode] = [:]
  /// Those that are not done yet, which an alias within them must not stand for.
  private var open = Set<CInt>()

  /// How many nodes each of them is with all within it, as often as aliases stand for them.
  private var sizes: [CInt: Int] = [:]

  /// Lists and fields within each other; no file of rules needs ten.
  private static let deepest = 100
  /// Nodes that a text may mean: a few aliases of aliases mean more than anybody can read.
  private static let mostNodes = 1_000_000

  private init() {
    parser.initialize(to: yaml_parser_t())
    document.initialize(to: yaml_document_t())
    // Bytes of a string are UTF-8, which libyaml takes them for; a mark of it at the start is passed over as long as nobody says so.
    yaml_parser_initialize(parser)
  }

  deinit {
    yaml_document_delete(document)
    yaml_parser_delete(parser)
    document.deallocate()
    parser.deallocate()
  }

  /// Reads the one document of a text.
  /// - Returns: nil for a text that says nothing.
  /// - Throws: `YAMLProblem` for what is no YAML, a field that is there twice, several documents.
  static func root(of text: String) throws(YAMLProblem) -> YAMLNode? {
    // The parser reads the bytes while they stay where they are.
    let bytes = Array(text.utf8)
    let result = bytes.withUnsafeBufferPointer { bytes -> Result<YAMLNode?, YAMLProblem> in
      let document = YAMLDocument()
      yaml_parser_set_input_string(document.parser, bytes.baseAddress, bytes.count)
      return Result { () throws(YAMLProblem) in try document.root() }
    }
    return try result.get()
  }

  private func root() throws(YAMLProblem) -> YAMLNode? {
    guard let root = try load() else { return nil }
    let node = try node(root, depth: 0)
    yaml_document_delete(document)
    guard try load() == nil else { throw YAMLProblem(line: nil, words: "there is more than one document") }
    return node
  }

  /// Goes on to the next document.
  /// - Returns: its first node, nil behind the last.
  private func load() throws(YAMLProblem) -> CInt? {
    guard yaml_parser_load(parser, document) == 1 else { throw problem }
    return yaml_document_get_root_node(document) == nil ? nil : 1
  }

  private func node(_ number: CInt, depth: Int) throws(YAMLProblem) -> YAMLNode {
    if let node = nodes[number] { return node }
    let node = yaml_document_get_node(document, number).pointee
    let line = Int(node.start_mark.line) + 1
    guard depth < Self.deepest else { throw YAMLProblem(line: line, words: "lists and fields are nested too deeply") }
    guard open.insert(number).inserted else { throw YAMLProblem(line: line, words: "an alias stands for itself") }
    let made = YAMLNode(content: try content(node, depth: depth), line: line)
    let size = 1 + children(of: node).reduce(0) { $0 + (sizes[$1] ?? 0) }
    guard size <= Self.mostNodes else {
      throw YAMLProblem(line: line, words: "aliases stand for more than \(grouped(Self.mostNodes)) entries")
    }
    open.remove(number)
    (nodes[number], sizes[number]) = (made, size)
    return made
  }

  private func children(of node: yaml_node_t) -> [CInt] {
    switch node.type {
    case YAML_SEQUENCE_NODE:
      let items = node.data.sequence.items
      return Array(UnsafeBufferPointer(start: items.start, count: items.top - items.start))
    case YAML_MAPPING_NODE:
      let pairs = node.data.mapping.pairs
      return UnsafeBufferPointer(start: pairs.start, count: pairs.top - pairs.start).flatMap { [$0.key, $0.value] }
    default: return []
    }
  }

  private func content(_ node: yaml_node_t, depth: Int) throws(YAMLProblem) -> YAMLNode.Content {
    switch node.type {
    case YAML_SEQUENCE_NODE:
      let items = node.data.sequence.items
      var entries: [YAMLNode] = []
      for item in UnsafeBufferPointer(start: items.start, count: items.top - items.start) {
        entries.append(try self.node(item, depth: depth + 1))
      }
      return .sequence(entries)
    case YAML_MAPPING_NODE:
      let pairs = node.data.mapping.pairs
      var fields: [(key: YAMLNode, value: YAMLNode)] = []
      var names = Set<String>()
      for pair in UnsafeBufferPointer(start: pairs.start, count: pairs.top - pairs.start) {
        let key = try self.node(pair.key, depth: depth + 1)
        if case .scalar(let name) = key.content, !names.insert(name).inserted {
          throw YAMLProblem(line: key.line, words: "the field \(name.shortened) is there twice")
        }
        fields.append((key, try self.node(pair.value, depth: depth + 1)))
      }
      return .mapping(fields)
    default:
      let scalar = node.data.scalar
      return .scalar(String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self))
    }
  }

  /// What libyaml stumbled over.
  private var problem: YAMLProblem {
    let said = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
    let isText = parser.pointee.error != YAML_READER_ERROR
    return YAMLProblem(
      line: isText ? Int(parser.pointee.problem_mark.line) + 1 : nil,
      words: (isText ? "this is no YAML: " : "this is no text: ") + said)
  }
}
