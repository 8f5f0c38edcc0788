import Foundation
import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Figures of groups")
struct GroupFiguresTests {
  /// Money with zeros and a long tail, in two groups of unlike size, and a share.
  private static func money() throws -> CohortInterpreter {
    let lines = (0..<240).map { row in
      let low = row % 2 == 0
      let amount = row % 12 == 0 ? 0 : (low ? 5 : 400) + Double(row) * (row > 230 ? 90 : low ? 0.25 : 7.25)
      return "C\(row),\(amount),\(Double(row % 40) / 40),\(low ? "few" : "many")"
    }
    let file = try CustomerFile("ID,BALANCE,USAGE_RATE,kind\n" + lines.joined(separator: "\n") + "\n")
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html\n%load \(file.path)")
    return cohort
  }

  @Test("money that a plain axis would leave one bar of in a panel has a logarithmic one, with a bar for its zeros")
  func logarithm() throws {
    let cohort = try Self.money()
    let words = "BALANCE on a logarithmic axis: a plain one would leave a panel little more than one bar (log=no)"
    #expect(cohort.shown("%hist BALANCE by=kind").contains(words))
    #expect(cohort.html("%hist BALANCE by=kind").contains("exactly zero: "))
    #expect(!cohort.shown("%hist BALANCE by=kind log=no").contains("logarithmic"))
    // Nothing is left out, so nothing is said to be.
    #expect(!cohort.shown("%hist BALANCE by=kind").contains("has no place"))
    #expect(!cohort.shown("%hist USAGE_RATE by=kind").contains("logarithmic"))
  }

  @Test("ridges set groups beside everyone on one axis, and say how they were smoothed")
  func ridges() throws {
    let cohort = try Self.money()
    let text = cohort.shown("%hist BALANCE by=kind figure=ridges")
    #expect(text.contains("Everyone: median ") && text.contains("Gaussian kernel, bandwidth "))
    #expect(text.contains("zeros apart"))
    #expect(cohort.error("%hist BALANCE figure=ridges")[0].hasPrefix("NothingToCompare"))
    #expect(cohort.error("%hist kind by=kind figure=ridges")[0].hasPrefix("WrongColumnType"))
  }

  @Test("a profile as lines holds every feature and every segment's number")
  func snake() throws {
    let session = try SampleSession(rows: 300)
    let html = try #require(
      try session.run("%profile figure=snake").lazy.flatMap(\.forms).compactMap {
        if case .html(let html) = $0 { html } else { nil }
      }.first)
    #expect(html.contains(">BALANCE</text>") && html.contains("from everyone, in SD"))
    for number in 1...4 {
      #expect(
        html.contains("bold\" text-anchor=\"middle\" class=\"ft\">\(number)</text>")
          || html.contains(">\(number)</text>"))
    }
  }

  @Test("a caption that several figures or tables of a command share is said once")
  func captions() throws {
    let session = try SampleSession(rows: 300)
    for line in [
      "%hist BALANCE PAYMENTS PURCHASES by=segment", "%box BALANCE PAYMENTS", "%explain", "%stability resamples=1",
    ] {
      let shown = try session.run(line).map(\.plainText).joined(separator: "\n")
      let caption = try #require(session.cohort.session.currentSegmentation?.caption)
      #expect(shown.components(separatedBy: caption).count == 2, "\(line)")
    }
  }

  @Test("what never exceeds another column is said of columns in one unit alone")
  func bounds() throws {
    let lines = (0..<60).map { "C\($0),\(Double($0 % 20) / 20),\(100 + $0 * 7).50,\(Double(50 + $0 * 3)).25" }
    let file = try CustomerFile(
      "ID,USAGE_RATE,CREDIT_LIMIT,BALANCE\n" + lines.joined(separator: "\n").replacing(".0.25", with: ".25") + "\n")
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html\n%load \(file.path)")
    #expect(cohort.shown("%scatter BALANCE CREDIT_LIMIT").contains("BALANCE never exceeds CREDIT_LIMIT."))
    #expect(!cohort.shown("%scatter USAGE_RATE CREDIT_LIMIT").contains("never exceeds"))
  }

  @Test("text=large enlarges figures and tables, and leaves their width to %config width=")
  func largeText() throws {
    let cohort = try Self.money()
    cohort.shown("%config text=large")
    let figure = cohort.html("%hist BALANCE")
    #expect(figure.contains("width=\"760\"") && figure.contains("viewBox=\"0 0 584.62 "))
    #expect(cohort.html("%head").hasPrefix("<div style=\"zoom:1.3\">"))
    cohort.shown("%config text=normal")
    #expect(cohort.html("%hist BALANCE").contains("viewBox=\"0 0 760 "))
    #expect(!cohort.html("%head").contains("zoom"))
  }
}

@Suite("Forms of results")
struct FormsTests {
  @Test("a drawing is never sent without its line of text, and every small drawing in a table is an image")
  func plain() throws {
    let session = try SampleSession(rows: 300)
    for trial in CommandTrial.all {
      for data in try session.attempt(trial, { try session.run($0) }) {
        let hasDrawing = data.forms.contains { form in
          switch form {
          case .svg, .png: true
          case .html(let html): html.contains("<svg") || html.contains("<img")
          default: false
          }
        }
        #expect(!hasDrawing || !data.plainText.isEmpty, "\(trial.line)")
        for case .html(let html) in data.forms {
          // A drawing for the page has an image in reserve behind it.
          #expect(!html.contains("<svg") || html.contains("src=\"data:image/svg+xml,"), "\(trial.line)")
        }
      }
    }
  }
}
