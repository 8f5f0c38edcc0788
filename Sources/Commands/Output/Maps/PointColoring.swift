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
    case column(Column, [Double])
  }

  private let subject: Subject

  /// - Parameter isChosen: whether the user asked for the colour; before `%cluster`, the default is no colour.
  /// - Throws: an unknown column, or `missingStage` when segments are asked for and there are none.
  init(_ color: Reference, isChosen: Bool, session: Session) throws {
    switch color.name.lowercased() {
    case "none": subject = .none
    case "segment":
      if !isChosen, session.state(of: .segmentation) != .current {
        subject = .none
      } else {
        do throws(Mistake) {
          subject = .segments(try session.segmentation())
        } catch {
          throw error.pointing(at: .range(color.range))
        }
      }
    default: subject = .column(try session.column(color), try session.numbers(color))
    }
  }

  /// The segments that the points are coloured by, if they are.
  var segmentation: CustomerSegmentation? {
    if case .segments(let segmentation) = subject { segmentation } else { nil }
  }

  /// For subtitles: `coloured by segment`; empty for one colour.
  var word: String {
    switch subject {
    case .none: ""
    case .segments: "coloured by segment"
    case .column(let column, _): "coloured by \(column.name)"
    }
  }

  /// - Parameter rows: of the table, a point each.
  func coloring(of rows: [Int]) -> MapSpec.Coloring {
    switch subject {
    case .none: return .none
    case .segments(let segmentation):
      let labels = segmentation.labelsByTableRow()
      return .segments(rows.map { labels[$0] ?? 0 }, keys: segmentation.keys)
    case .column(let column, let numbers):
      return .values(rows.map { numbers[$0] }, name: column.name, isAmount: column.isAmount)
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
