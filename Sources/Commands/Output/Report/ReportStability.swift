import CommandSession
import Graphics
import Segmentation

/// What a report tells of stability, measured or not.
struct ReportStability {
  let material: ReportMaterial
  /// Segments shown at most.
  let mostRows: Int

  func blocks(_ options: FigureOptions) -> [ReportPage.Block] {
    guard let stability = material.stability else {
      return [.paragraph(Self.notMeasured(material.segmentation))]
    }
    let report = StabilityReport(segmentation: material.segmentation, stability: stability, mostRows: mostRows)
    let warning = material.sensitivity?.warning.map { ReportPage.Block.paragraph($0) }
    return [.figure(report.figure(options)), .table(report.table)] + [warning].compactMap { $0 }
  }

  /// Why it was not measured, and what does.
  static func notMeasured(_ segmentation: CustomerSegmentation) -> String {
    let subject = "Whether the segments come back when customers are drawn anew was not measured"
    guard segmentation.whole == nil else {
      return
        "\(subject): rows were taken away since they were made. %reset brings them back, and %stability measures it."
    }
    guard segmentation.k < segmentation.labels.count else {
      return "\(subject): every customer is a segment of its own."
    }
    return "\(subject), since it would have taken long: %stability does."
  }
}
