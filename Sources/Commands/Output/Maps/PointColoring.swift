import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// What points are coloured by, found before anything is computed, so that a mistyped column costs nothing.
struct PointColoring {
  private enum Subject {
    case none
    case segments(CustomerSegmentation)
    case column(Column, [Double], notation: NumberNotation)
    case groups(ColumnGroups)
  }

  private let subject: Subject

  /// More colours nobody tells apart; the largest groups have their own.
  private static let mostGroups = 12

  /// - Parameter isChosen: whether the user asked for the colour; before `%cluster`, the default is no colour.
  /// - Throws: an unknown column, or `missingStage` when segments are asked for and there are none.
  init(_ color: Reference, isChosen: Bool, session: Session) throws {
    switch color.name.lowercased() {
    case "none": subject = .none
    case "segment" where session.currentSegmentation != nil || !isChosen:
      subject = session.currentSegmentation.map { Subject.segments($0) } ?? Subject.none
    default: subject = try Self.column(color, session)
    }
  }

  /// Numbers are shades, unless they only stand for answers or names; all else is groups.
  private static func column(_ color: Reference, _ session: Session) throws(Mistake) -> Subject {
    let index = try session.index(of: color)
    let table = try session.table()
    let column = table.columns[index]
    switch column.values {
    case .numbers(let numbers):
      let stands = [.yesNo, .category, .code, .earlierResult, .outcome].contains(table.role(of: index).role)
      if stands, let groups = try? ColumnGroups(color, in: session), groups.keys.count <= mostGroups {
        return .groups(groups)
      }
      guard numbers.contains(where: \.isFinite) else {
        throw Mistake(
          .refused(
            name: "NoValues", message: "\(column.name) has no values to colour by", remedy: "Choose another column"),
          at: .range(color.range))
      }
      return .column(column, numbers, notation: table.role(of: index).role.notation)
    case .text, .booleans: return .groups(try ColumnGroups(color, in: session))
    case .dates:
      throw Mistake(
        .wrongColumnType(column.name, type: column.values.typeName, needed: "numbers, text or yes/no"),
        at: .range(color.range))
    }
  }

  /// The segments that the points are coloured by, if they are.
  var segmentation: CustomerSegmentation? {
    if case .segments(let segmentation) = subject { segmentation } else { nil }
  }

  /// What has colours of its own, `segment` or `group`; nil for one colour or shades.
  var groupNoun: String? {
    switch subject {
    case .none, .column: nil
    case .segments: "segment"
    case .groups: "group"
    }
  }

  /// For subtitles: `coloured by segment`; empty for one colour.
  var word: String {
    switch subject {
    case .none: ""
    case .segments: "coloured by segment"
    case .column(let column, _, _): "coloured by \(column.name)"
    case .groups(let groups): "coloured by \(groups.column)"
    }
  }

  /// - Parameter rows: of the table, a point each.
  func coloring(of rows: [Int]) -> MapSpec.Coloring {
    switch subject {
    case .none: return .none
    case .segments(let segmentation):
      let labels = segmentation.labelsByTableRow()
      return .segments(rows.map { segmentation.number(of: labels[$0] ?? 0) }, keys: segmentation.keys)
    case .groups(let groups):
      let (keys, numbers) = groups.condensed(most: Self.mostGroups)
      return .segments(rows.map { numbers[$0] }, keys: keys)
    case .column(let column, let numbers, let notation):
      return .values(rows.map { numbers[$0] }, name: column.name, notation: notation)
    }
  }
}

extension ValueKind where Value == Reference {
  /// What points are coloured by.
  static var coloring: ValueKind {
    let column = ValueKind<Reference>.column
    return ValueKind(
      "segment, none or the name of a column", placeholder: "column",
      candidates: column.candidates.adding("segment", "by segment").adding("none", "one colour"),
      decode: column.decode, text: column.text)
  }
}
