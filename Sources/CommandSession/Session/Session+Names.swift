import CommandLanguage
import Graphics
import Segmentation
import Tables
import Wording

/// Finding what the user named.
extension Session {
  /// The index of the column that the user wrote.
  /// - Throws: `unknownColumn` with the nearest names, or `ambiguousColumn`, at the place where it was written.
  package func index(of column: Reference) throws(Mistake) -> Int {
    let table = try tableOrLook()
    do {
      return try table.index(of: column.name)
    } catch {
      if case .noSuchColumn = error, let missing = noSegments(behind: column.name) {
        throw Mistake(missing, at: .range(column.range))
      }
      if case .noSuchColumn = error, let key = column.key {
        throw Mistake(
          .refused(
            name: "UnknownKey",
            message: "the command has no \(key.excerpt)=, and \(table.name) no column ‘\(column.name.excerpt)’",
            remedy: "? behind the command shows its keys"), at: .range(column.range))
      }
      throw Mistake(Problem(error, in: table.name), at: .range(column.range))
    }
  }

  /// Why there is no `segment` where one was asked for; nil for any other name, and while there are segments.
  package func noSegments(behind name: String) -> Problem? {
    guard ["segment", "segment_name"].contains(name.lowercased()) else { return nil }
    do {
      _ = try segmentation()
      return nil
    } catch {
      guard case .missingStage = error.problem else { return error.problem }
      return .refused(name: "NoSegmentation", message: "there are no segments: %cluster makes them", remedy: "")
    }
  }

  /// The column that the user wrote.
  package func column(_ reference: Reference) throws(Mistake) -> Column {
    try table().columns[index(of: reference)]
  }

  /// The numbers of the column that the user wrote; missing is NaN.
  /// - Throws: `wrongColumnType` for any other column.
  package func numbers(_ reference: Reference) throws(Mistake) -> [Double] {
    let column = try column(reference)
    guard let numbers = column.numbers else {
      throw Mistake(
        .wrongColumnType(column.name, type: column.values.typeName, needed: "numbers"), at: .range(reference.range))
    }
    return numbers
  }

  /// The segment (1…k) that the user wrote, by number or by name; one without a name is `Segment 2` too.
  /// - Throws: `unknownSegment` with those there are.
  package func segment(_ reference: Reference) throws(Mistake) -> Int {
    let segmentation = try segmentation()
    if let segment = Int(reference.name).flatMap(segmentation.segment) { return segment }
    let wanted = reference.name.lowercased()
    let named = segmentation.names.filter { $0.value.lowercased() == wanted }.keys.min()
    if let named { return named }
    if let segment = reference.segmentNumber.flatMap(segmentation.segment) { return segment }
    let valid = segmentNames.map(\.name)
    // One number is like any other; names are quoted as they are typed, with blanks and commas.
    let nearest = reference.segmentNumber == nil ? nearestNames(to: reference.name, among: valid) : []
    throw Mistake(
      .unknownSegment(
        reference.name, nearest: nearest.map(Quoting.item), valid: valid.map(Quoting.item)),
      at: .range(reference.range))
  }

  /// The row of the table that the user wrote, by its identifier or, where there is none, by its number.
  /// - Throws: `refused` with the nearest identifiers, at the place where it was written.
  package func row(_ reference: Reference) throws(Mistake) -> Int {
    let table = try table()
    let search = IdentifierSearch(table)
    if let row = search.row(of: reference.name) { return row }
    let name = reference.name.excerpt
    guard let column = search.columnName else {
      throw Mistake(
        .refused(
          name: "UnknownCustomer", message: "\(table.name) has no row ‘\(name)’",
          remedy: "It has no identifiers, so rows go by their numbers: 1 to \(NumberText.count(table.rowCount))"),
        at: .range(reference.range))
    }
    let nearest = search.nearest(to: reference.name)
    throw Mistake(
      .refused(
        name: "UnknownCustomer", message: "no customer of \(table.name) has the \(column) ‘\(name)’",
        remedy: nearest.isEmpty
          ? "%head shows some of them" : "Did you mean \(nearest.joined(separator: " or "))?"),
      at: .range(reference.range))
  }

  /// Identifiers that begin so, a few of them.
  package func identifiers(beginningWith prefix: String) -> [String] {
    current.map { IdentifierSearch($0.value).beginning(with: prefix, limit: 50) } ?? []
  }

  /// Names the segments of the current segmentation; what was made from it stays current.
  /// - Parameter names: by segment, 1…k.
  package mutating func setNames(_ names: [Int: String]) {
    guard currentKept != nil, keptSegments != nil else {
      madeSegmentation?.value.names = names
      return
    }
    keptSegments?.value.setNames(names)
  }

  /// The names of all segments by number, also of those that a filter left no row of.
  package var namesOfAllSegments: [Int: String] {
    currentKept?.whole.value.names ?? currentSegmentation?.namesByNumber ?? [:]
  }

  /// The segments of the current segmentation: what to type, and what to say of it.
  package var segmentNames: [(name: String, note: String)] {
    if let fit = remote?.value.fit {
      return (1...fit.k).map { (String($0), count(fit.sizes[$0 - 1], "row")) }
        + fit.names.sorted { $0.key < $1.key }.map { ($0.value, "segment \($0.key)") }
    }
    guard let segmentation = currentSegmentation else { return [] }
    let numbers = (1...segmentation.k).map { segment in
      (String(segmentation.number(of: segment)), "\(count(segmentation.sizes[segment - 1], "row"))")
    }
    let names = segmentation.namesByNumber.sorted { $0.key < $1.key }.map { ($0.value, "segment \($0.key)") }
    return numbers + names
  }
}
