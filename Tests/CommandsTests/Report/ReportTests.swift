import Foundation
import Segmentation
import Tables
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%report")
struct ReportTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile
  private let path: String

  init() throws {
    file = try CustomerFile.groups()
    path = file.beside("out.html")
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  private func page() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  /// The words of a part of the page, its drawings left out.
  private func words(of id: String) throws -> String {
    let page = try page()
    let start = try #require(page.range(of: "<h2 id=\"\(id)\">")?.lowerBound)
    let rest = page[start...]
    let ends = ["</section>\n<section", "</section>\n<nav", "</main>"]
    let end = ends.compactMap { rest.range(of: $0)?.lowerBound }.min()
    return PageWords.trusted(String(rest[..<(try #require(end))])).joined(separator: " ")
  }

  @Test("the summary has at most ten lines, and its numbers are those of the table and of the segments")
  func summary() throws {
    let shown = cohort.shown("%cluster k=3\n%report \(path)")
    #expect(shown.contains("Wrote \(path): 3 segments of customers, "))
    let segmentation = try #require(cohort.session.currentSegmentation)
    let stability = try #require(cohort.session.currentStability)
    let insights = try Insights(
      of: segmentation, table: cohort.session.table(), rules: Rules.suiting(cohort.session.table()),
      stability: stability)
    let lines = try words(of: "summary")
    #expect(
      try page().components(separatedBy: "<h2 id=\"summary\">")[1].components(separatedBy: "</ul>")[0]
        .components(separatedBy: "<li>").count - 1 <= ReportSummary.mostLines)
    #expect(lines.contains("All 120 customers of customers are in 3 segments."))
    let largest = insights.segments[0]
    #expect(
      lines.contains(
        "The largest is \(largest.name): \(segmentation.sizes[0]) customers, \(NumberText.percent(segmentation.share(of: 1)))."
      ))
    let steady = stability.segments.count { $0.jaccard >= 0.75 }
    #expect(
      lines.contains("Of 3 segments, \(steady) \(steady == 1 ? "is" : "are") stable when customers are drawn anew"))
  }

  @Test(
    "who holds most of a total is found by sums over the table; the first advice is one of a card"
  )
  func carriers() throws {
    cohort.shown("%load\n%cluster k=4 method=kmeans starts=1\n%report \(path)")
    let segmentation = try #require(cohort.session.currentSegmentation)
    let balances = try #require(try cohort.session.table().column("BALANCE").numbers)
    var sums = [Double](repeating: 0, count: segmentation.k)
    for (label, row) in zip(segmentation.labels, segmentation.preparation.rows) where balances[row].isFinite {
      sums[label - 1] += balances[row]
    }
    let most = try #require(sums.indices.max { sums[$0] < sums[$1] })
    let summary = try words(of: "summary")
    let share = NumberText.percent(sums[most] / sums.reduce(0, +))
    let holders = NumberText.percent(segmentation.share(of: most + 1))
    #expect(summary.contains("Of all balances, most are with "))
    #expect(summary.contains(": \(share), held by \(holders) of the customers."))
    let sensitivity = try Sensitivity.measure(segmentation, table: cohort.session.table())
    if let warning = sensitivity.warning { #expect(summary.contains(warning)) }
    let step = try #require(summary.firstMatch(of: /First to do, ([^,]+), for ([^:]+): ([^.]+)\./))
    #expect(try words(of: "cards").contains(step.3))
    if summary.contains("reads as high") { #expect(step.1 != "marketing", "\(summary)") }
  }

  @Test(
    "a place where no file can be written is refused before anything is computed",
    arguments: [
      ("no/x.html", "FileNotFound"), ("folder.html", "IsADirectory"), ("source", "SourceProtected"),
    ])
  func place(name: String, error: String) throws {
    try FileManager.default.createDirectory(atPath: file.beside("folder.html"), withIntermediateDirectories: true)
    var place = file.beside(name)
    if name == "source" {
      place = file.beside("link.html")
      try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: file.path)
    }
    cohort.shown("%cluster k=3")
    #expect(cohort.error("%report \(place)")[0].hasPrefix(error))
    #expect(cohort.session.currentStability == nil)
  }

  @Test("of who is at high risk credit management speaks first, also where marketing has something to sell")
  func riskFirst() throws {
    cohort.shown("%load\n%prepare\n%cluster k=7\n%report \(path)")
    let segmentation = try #require(cohort.session.currentSegmentation)
    let insights = try Insights(
      of: segmentation, table: cohort.session.table(), rules: Rules.suiting(cohort.session.table()),
      stability: cohort.session.currentStability)
    let risky = insights.segments.filter { $0.risk?.isHighest == true && $0.advice.count > 1 }
    #expect(!risky.isEmpty)
    for segment in risky { #expect(segment.advice.first?.sells == false, "\(segment.advice.map(\.department))") }
    let summary = try words(of: "summary")
    let distrusted = (cohort.session.currentStability?.segments ?? []).filter { $0.verdict == .untrustworthy }
    for segment in distrusted.prefix(3) { #expect(summary.contains(insights.segments[segment.segment - 1].name)) }
    #expect(!summary.contains("%insights"))
  }

  @Test("the same session writes the same bytes, and so do its commands in a new one")
  func sameBytes() throws {
    cohort.shown(
      """
      %filter BALANCE > 1000
      %prepare scale=robust
      %derive half = BALANCE / 2
      %hist half
      %cluster k=3 method=kmeans seed=9
      %name 2 "The <b>best</b>"
      %tsne perplexity=10 iterations=50
      %report \(path)
      """)
    let first = try page()
    cohort.shown("%report \(path)")
    #expect(try page() == first)
    let again = CohortInterpreter.test()
    let commands = cohort.session.trail.commands
    #expect(commands.count == 7, "\(commands)")
    again.shown("%config formats=html\n" + commands.joined(separator: "\n") + "\n%report \(path)")
    #expect(try page() == first)
  }

  @Test(
    "it is one document: no script, nothing from elsewhere, a language, a title, spoken drawings, links that lead somewhere"
  )
  func selfContained() throws {
    cohort.shown("%cluster k=3\n%report \(path) title=\"Ours & <theirs>\"")
    let page = try page()
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(page.contains("<title>Ours &amp; &lt;theirs&gt;</title>"))
    #expect(!page.contains("<script") && !page.contains("src=\"http") && !page.contains("url("))
    #expect(!page.contains(/\bon[a-z]+=/))
    let drawings = page.components(separatedBy: "<svg xmlns").dropFirst()
    #expect(drawings.count >= 4 && drawings.allSatisfy { $0.contains("aria-label=\"") })
    for link in page.matches(of: /href="#([^"]+)"/) { #expect(page.contains("id=\"\(link.1)\""), "\(link.1)") }
    // Headings never skip a level.
    let levels = page.matches(of: /<h([1-6])/).map { Int($0.1) ?? 0 }
    #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 - $0 <= 1 }, "\(levels)")
  }

  @Test("without a map the plane of components stands in; a map that is out of date is said to be")
  func map() throws {
    cohort.shown("%cluster k=3\n%report \(path)")
    #expect(
      try words(of: "map").contains("There is no t-SNE map: this is the plane of the first two principal components."))
    cohort.shown("%tsne perplexity=10 iterations=50\n%report \(path)")
    #expect(try words(of: "map").contains("t-SNE, perplexity 10, 50 steps"))
    cohort.shown("%prepare scale=robust\n%cluster k=3\n%report \(path)")
    #expect(try words(of: "map").contains("The t-SNE map is out of date: this is the plane"))
  }

  @Test("stability that was not measured is said so, with why")
  func unmeasured() throws {
    cohort.shown("%cluster k=3\n%filter segment < 3\n%report \(path)")
    let said = "was not measured: rows were taken away since they were made."
    #expect(try words(of: "stability").contains(said))
    #expect(try words(of: "summary").contains(said))
    #expect(try words(of: "summary").contains("customers are in 2 segments."))
    cohort.shown("%filter segment = 1\n%report \(path)")
    #expect(try words(of: "rules").contains("There is one segment"))
  }

  @Test(
    "the file is named by its SHA-256; one that was written to since, or is gone, is said to be")
  func origin() throws {
    let known = try CustomerFile("A,B\n1,5\n2,6\n9,1\n8,2\n")
    cohort.shown("%load \(known.path) as=known\n%cluster k=2\n%report \(path)")
    #expect(try words(of: "made").contains("952734a86090ea3f0f58b1a4a3457ae429708f67415094ea814f18b950bf148c"))
    try "A,B\n1,5\n2,6\n9,1\n8,3\n7,7\n".write(toFile: known.path, atomically: true, encoding: .utf8)
    cohort.shown("%report \(path)")
    #expect(try words(of: "made").contains("the file was written to since it was loaded"))
    try FileManager.default.removeItem(atPath: known.path)
    cohort.shown("%report \(path)")
    #expect(try words(of: "made").contains("the file is not there any more"))
    cohort.shown("%load shapes\n%cluster k=2\n%report \(path)")
    #expect(try words(of: "made").contains("the table came from no file"))
  }

  @Test("the glossary has the words that occur, and no others")
  func glossary() throws {
    cohort.shown("%cluster k=3\n%report \(path)")
    let ward = try words(of: "words")
    for term in ["Linkage", "Jaccard coefficient", "Median", "Segment", "Principal component"] {
      #expect(ward.contains(term), "\(term)")
    }
    #expect(!ward.contains("k-means") && !ward.contains("HDBSCAN") && !ward.contains("Perplexity"))
    cohort.shown("%cluster k=3 method=kmeans\n%tsne perplexity=10 iterations=50\n%report \(path)")
    let means = try words(of: "words")
    #expect(means.contains("k-means") && means.contains("Perplexity") && !means.contains("Linkage"))
  }

  @Test("rows that are in no segment are no part of the segments' customers")
  func noise() throws {
    cohort.shown("%prepare missing=drop\n%cluster method=hdbscan size=15\n%report \(path)")
    let segmentation = try #require(cohort.session.currentSegmentation)
    let placed = segmentation.labels.count { $0 > 0 }
    #expect(placed < 120)
    #expect(try words(of: "summary").contains("\(placed) of the 120 customers of customers are in"))
    #expect(try words(of: "made").contains("\(segmentation.labels.count) of 120 used"))
  }

  @Test("the largest segments have cards, and the others are counted")
  func manySegments() throws {
    cohort.shown("%cluster k=25\n%report \(path)")
    #expect(try page().components(separatedBy: "<div class=\"card\">").count - 1 == ReportCards.mostSegments)
    #expect(try words(of: "cards").contains("Of 25 segments, the 20 largest have a card"))
  }

  @Test("segments that kept colours of an earlier division are said to")
  func colours() throws {
    let said = "Segments kept colours from a division before this one"
    cohort.shown("%cluster k=3\n%report \(path)")
    #expect(try !words(of: "made").contains(said))
    // The second and the third of three segments stay when two of four are one again.
    cohort.shown("%cluster k=2\n%cluster k=4\n%cluster k=3\n%report \(path)")
    let colours = try #require(cohort.session.currentSegmentation?.colours)
    #expect(try words(of: "made").contains(said) == (colours != [0, 1, 2]))
  }

  @Test("a map that was stopped is said to be")
  func stopped() throws {
    cohort.shown("%cluster k=3\n%tsne perplexity=10 iterations=50")
    var session = cohort.session
    var map = try #require(session.madeMap?.value)
    map.interruptedAfter = 20
    session.setMap(map)
    let other = CohortInterpreter.test(session: session)
    other.shown("%report \(path)")
    #expect(
      try words(of: "made").contains("The map was stopped before it was finished: interrupted after 20 of 50 steps."))
  }

  @Test("advice takes the keys of %insights, and a mistake in them is one here")
  func advice() throws {
    cohort.shown("%cluster k=3")
    #expect(cohort.error("%report \(path) rules=nothing.yaml")[0].hasPrefix("BadRules"))
    #expect(cohort.error("%report \(path) balance=city")[0].hasPrefix("WrongRole"))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  // MARK: Files

  @Test("is refused with what is right, and leaves what was there")
  func refusals() throws {
    #expect(cohort.error("%report \(path)").joined(separator: " ").contains("%cluster"))
    #expect(cohort.error("%report \(file.beside("out.txt"))")[0].hasPrefix("UnknownFormat"))
    cohort.shown("%cluster k=3")
    #expect(
      cohort.error("%report \(file.beside("out.docx"))")[0].hasPrefix("UnknownFormat: a report is a page or a PDF"))
    #expect(cohort.error("%report \(file.beside("out"))")[0].contains("has no ending"))
    #expect(cohort.error("%report \(file.beside("no/out.html"))")[0].hasPrefix("FileNotFound"))
    let link = file.beside("link.html")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file.path)
    #expect(cohort.error("%report \(link)")[0].hasPrefix("SourceProtected"))
    let names = try FileManager.default.contentsOfDirectory(atPath: file.beside(""))
    #expect(Set(names) == ["customers.csv", "link.html"])
  }

  @Test("an interrupt at any moment leaves the file that was there")
  func interrupted() throws {
    try "old".write(toFile: path, atomically: true, encoding: .utf8)
    cohort.shown("%cluster k=3")
    for moment in [0, 3, 20, 60, 120, 200] {
      let context = RecordingContext()
      context.interrupt(after: moment)
      guard case .failed = cohort.execute("%report \(path)", in: context) else { continue }
      #expect(try page() == "old")
    }
    cohort.shown("%report \(path)")
    #expect(try page() != "old")
  }

  @Test("%export report writes the same; what is said has a link where JupyterLab can follow it")
  func exported() throws {
    cohort.shown("%cluster k=3\n%report \(path)")
    let page = try page()
    cohort.shown("%export report \(file.beside("again.html"))")
    #expect(try String(contentsOfFile: file.beside("again.html"), encoding: .utf8) == page)
    #expect(!cohort.html("%report \(path)").contains("<a "))
    let folder = "report-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(
      cohort.html("%report \"\(folder)/a page.html\"").contains(
        "<a href=\"\(folder)/a%20page.html\" target=\"_blank\">"))
  }
}
