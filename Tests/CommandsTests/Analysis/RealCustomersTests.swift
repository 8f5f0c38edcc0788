import Foundation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

/// The published figures of the original project, found by typing its commands.
@Suite("The real customers, by command", .needsRealData)
struct RealCustomersTests {
  private static func cohort(_ preparation: String) -> CohortInterpreter {
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html\n%load \"\(RealData.path)\"\n\(preparation)")
    return cohort
  }

  @Test("five classic segments have the published means, to the cent")
  func published() {
    let cohort = Self.cohort("%prepare recipe=classic\n%cluster k=5")
    let rows = cohort.tableCells("%profile by=mean")
    let published: [(column: String, means: [String])] = [
      ("BALANCE", ["825.40", "2,211.16", "2,747.35", "789.50", "2,373.18"]),
      ("PURCHASES", ["1,528.08", "0.00", "1,501.83", "903.75", "669.85"]),
      ("CASH_ADVANCE", ["0.00", "2,011.20", "2,080.54", "0.00", "2,046.46"]),
      ("PAYMENTS", ["1,554.03", "1,712.80", "2,708.60", "1,212.60", "1,985.02"]),
      ("CREDIT_LIMIT", ["4,430.05", "4,053.48", "5,366.22", "4,420.39", "4,660.78"]),
    ]
    for (column, means) in published {
      #expect(rows.first { $0.first == column }.map { Array($0[1...5]) } == means, "\(column)")
    }
    let medians = cohort.tableCells("%profile").first { $0.first == "BALANCE" }
    #expect(medians.map { Array($0[1...5]) } == ["218.35", "1,502.44", "1,877.84", "287.66", "1,625.83"])
  }

  @Test(
    "%cluster shows sizes and scores of the classic recipe",
    arguments: [
      (2, ["4,431", "4,205"], "0.446938", "7830.77", "0.99159"),
      (3, ["4,431", "2,234", "1,971"], "0.492156", "9364.88", "0.878904"),
      (4, ["3,425", "2,234", "1,971", "1,006"], "0.501065", "9787.56", "0.771415"),
      (5, ["3,425", "1,971", "1,462", "1,006", "772"], "0.523429", "10595.8", "0.769158"),
    ])
  func classic(k: Int, sizes: [String], silhouette: String, calinskiHarabasz: String, daviesBouldin: String) {
    let cohort = Self.cohort("%prepare recipe=classic")
    let rows = cohort.tableCells("%cluster k=\(k)")
    #expect(rows.dropFirst().map { $0[1] } == sizes)
    #expect(
      cohort.shown("%cluster k=\(k)").contains(
        "Silhouette \(silhouette) · Calinski-Harabasz \(calinskiHarabasz) · Davies-Bouldin \(daviesBouldin)"))
  }

  @Test("%cluster says unasked that the classic segments are three yes/no facts")
  func facts() {
    let cohort = Self.cohort("%prepare recipe=classic")
    let text = cohort.shown("%cluster")
    #expect(text.contains("5 segments"))
    #expect(
      text.contains(
        "These 5 segments are three yes/no facts (made by ln(0 + 0.1)) rather than groups: PURCHASES > 0, "
          + "INSTALLMENTS_PURCHASES > 0 and CASH_ADVANCE > 0 (adjusted Rand index 0.9987; 8 rows of 8,636 lie outside)."
      ))
  }

  @Test(
    "%prepare and %cluster take the other recipes of the reference",
    arguments: [
      ("%prepare", 3, ["4,229", "2,701", "2,020"], "0.186496", "2104.01", "1.8502"),
      ("%prepare", 5, ["2,245", "2,020", "1,984", "1,504", "1,197"], "0.176337", "1747.12", "1.78763"),
      ("%prepare log=all", 4, ["3,385", "2,613", "1,999", "953"], "0.17604", "1797.2", "1.91166"),
    ])
  func recipes(
    prepare: String, k: Int, sizes: [String], silhouette: String, calinskiHarabasz: String, daviesBouldin: String
  ) {
    let cohort = Self.cohort(prepare)
    let rows = cohort.tableCells("%cluster k=\(k)")
    #expect(rows.dropFirst().map { $0[1] } == sizes)
    #expect(
      cohort.shown("%cluster k=\(k)").contains(
        "Silhouette \(silhouette) · Calinski-Harabasz \(calinskiHarabasz) · Davies-Bouldin \(daviesBouldin)"))
  }

  @Test("%dendrogram shows the height of the last merge, %prepare who is dropped")
  func tree() {
    let cohort = Self.cohort("")
    let text = cohort.shown("%prepare recipe=classic")
    #expect(text.contains("8,636 customers × 14 features"))
    #expect(text.contains("all 240 rows with PAYMENTS = 0 were dropped"))
    #expect(cohort.shown("%dendrogram").contains("last merge at 771.393"))
  }
}
