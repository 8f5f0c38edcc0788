import Wording

/// What a workbook consists of: its sheets, in their order, and where what they share is.
struct Workbook {
  struct Sheet: Equatable {
    var name: String
    var isHidden: Bool
    /// The name of its part of the archive.
    var part: String
  }

  let sheets: [Sheet]
  /// Whether days count from 1904 rather than 1900.
  let countsFrom1904: Bool
  /// Names of parts; nil where there is none.
  let sharedStrings: String?
  let styles: String?

  /// - Throws: `LoadError.notWorkbook` for an archive of something else, `.damagedArchive`.
  init(_ archive: ZipArchive) throws(LoadError) {
    let start = try Relationships(archive, of: "")
    let part = start.first("officeDocument") ?? "xl/workbook.xml"
    guard let entry = archive.entry(part), part.lowercased().hasSuffix(".xml"),
      !part.hasPrefix("word/"), !part.hasPrefix("ppt/")
    else { throw .notWorkbook(file: archive.file, kind: Self.kind(of: archive)) }
    let handler = WorkbookHandler()
    try archive.read(entry, by: handler) { _ in }
    let relationships = try Relationships(archive, of: part)
    countsFrom1904 = handler.countsFrom1904
    sharedStrings = relationships.first("sharedStrings")
    styles = relationships.first("styles")
    sheets = handler.sheets.compactMap { sheet in
      guard let target = relationships.targets[sheet.relationship], target.type.hasSuffix("/worksheet") else {
        return nil
      }
      return Sheet(name: sheet.name, isHidden: sheet.isHidden, part: target.part)
    }
    guard !sheets.isEmpty else {
      throw .notWorkbook(file: archive.file, kind: "it has no sheet of cells")
    }
  }

  /// The sheet of a name, else of a number from 1 on; without either the first that is not hidden.
  /// - Throws: `LoadError.noSuchSheet`.
  func sheet(_ asked: String?, file: String) throws(LoadError) -> Sheet {
    guard let asked else { return sheets.first { !$0.isHidden } ?? sheets[0] }
    if let exact = sheets.first(where: { $0.name == asked }) { return exact }
    let similar = sheets.filter { $0.name.lowercased() == asked.lowercased() }
    if similar.count == 1 { return similar[0] }
    if let number = Int(asked), sheets.indices.contains(number - 1) { return sheets[number - 1] }
    let names = sheets.map(\.name)
    throw .noSuchSheet(file: file, name: asked, sheets: names, nearest: nearestNames(to: asked, among: names))
  }

  /// What an archive is that is no workbook, as far as its parts tell.
  private static func kind(of archive: ZipArchive) -> String {
    let names = archive.names
    if archive.entry("xl/workbook.bin") != nil { return "it is a binary workbook (.xlsb); save it as .xlsx" }
    if archive.entry("content.xml") != nil, archive.entry("mimetype") != nil {
      return "it is an OpenDocument file (.ods); save it as .xlsx or CSV"
    }
    if names.contains(where: { $0.hasPrefix("word/") }) { return "it is a Word document" }
    if names.contains(where: { $0.hasPrefix("ppt/") }) { return "it is a PowerPoint presentation" }
    if names.contains(where: { $0.hasSuffix(".iwa") }) { return "it is a Numbers document; export it as .xlsx or CSV" }
    let shown = names.filter { !$0.hasSuffix("/") }.prefix(3).joined(separator: ", ")
    return "it is a zip archive of other files (\(shown)); unpack it first"
  }
}

/// Where the parts are that a part refers to (`_rels/NAME.rels` beside it).
struct Relationships {
  /// Type and part, by the identifier of the reference.
  private(set) var targets: [String: (type: String, part: String)] = [:]

  /// Those of `part`, of the archive itself for an empty name; none where there are none.
  init(_ archive: ZipArchive, of part: String) throws(LoadError) {
    let folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
    guard let entry = archive.entry(folder + "_rels/" + part.dropFirst(folder.count) + ".rels") else { return }
    let handler = RelationshipHandler()
    try archive.read(entry, by: handler) { _ in }
    for target in handler.targets { targets[target.id] = (target.type, Self.part(target.path, from: folder)) }
  }

  /// The part of the first reference whose type ends so.
  func first(_ type: String) -> String? {
    targets.sorted { $0.key < $1.key }.first { $0.value.type.hasSuffix("/" + type) }?.value.part
  }

  /// A path from a folder, or from the top where it begins with a slash.
  private static func part(_ path: String, from folder: String) -> String {
    guard !path.hasPrefix("/") else { return String(path.dropFirst()) }
    var parts = folder.split(separator: "/")
    for step in path.split(separator: "/") where step != "." {
      if step == ".." { _ = parts.popLast() } else { parts.append(step) }
    }
    return parts.joined(separator: "/")
  }
}

private final class RelationshipHandler: XMLHandler {
  var targets: [(id: String, type: String, path: String)] = []

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name.isCalled("Relationship"), let id = attributes["Id"], let type = attributes["Type"],
      let path = attributes["Target"], attributes["TargetMode"] != "External"
    else { return }
    targets.append((id, type, path))
  }
}

private final class WorkbookHandler: XMLHandler {
  var sheets: [(name: String, isHidden: Bool, relationship: String)] = []
  var countsFrom1904 = false

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name.isCalled("sheet"), let title = attributes["name"], let id = attributes["id"] {
      sheets.append((title, ["hidden", "veryHidden"].contains(attributes["state"] ?? ""), id))
    } else if name.isCalled("workbookPr") {
      countsFrom1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
    }
  }
}
