import Foundation
import Tables
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%export model")
struct ExportModelTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    file = try CustomerFile.groups()
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test("writes one SELECT, runs it here and says how many rows come out as the kernel has them")
  func writes() throws {
    let path = file.beside("model.sql")
    cohort.shown("%cluster k=3 method=kmeans\n%name 1 \"it's one\"")
    #expect(
      cohort.shown("%export model \(path)")
        == "Wrote \(path): one SELECT for PostgreSQL, DuckDB and SQLite that gives each row of customers its segment.\n"
        + "Run in SQLite on customers: 120 of 120 rows equal, by the nearest centroid; 120 of 120 in their segment of the session.\n"
    )
    let sql = try text(path)
    #expect(sql.contains("FROM \"customers\" AS t") && sql.contains("THEN 'it''s one'"))
    #expect(sql.contains("-- Run in SQLite on customers: 120 of 120 rows equal"))
    let again = file.beside("again.sql")
    cohort.shown("%export model \(again)")
    #expect(try text(again) == sql)
  }

  @Test("rows that a tree keeps with those they were merged with are counted, and said")
  func tree() throws {
    let rows = (0..<60).map { "\($0),\(Double(($0 * 37) % 61) / 3),\(Double(($0 * 17) % 59))" }
    let noise = try CustomerFile("ID,X,Y\n" + rows.joined(separator: "\n") + "\n")
    cohort.shown("%load \(noise.path) as=noise\n%cluster k=5")
    let said = cohort.shown("%export model \(noise.beside("noise.sql"))")
    #expect(said.contains("60 of 60 rows equal, by the nearest centroid"))
    let labels = try #require(cohort.session.currentSegmentation).labels
    let model = try #require(cohort.session.currentSegmentation)
    let placed = try #require(model.placement).place(model.preparation.features, context: .plain).segments
    let equal = zip(labels, placed).count { $0 == $1 }
    #expect(equal < 60 && said.contains("; \(equal) of 60 ("))
    #expect(said.contains("Ward linkage leaves a row with those it was merged with"))
  }

  @Test("reads the table that is named, in the dialect that is asked for")
  func table() throws {
    let path = file.beside("model.sql")
    cohort.shown("%cluster k=3")
    let said = cohort.shown("%export model \(path) dialect=spark table='shop.my customers'")
    #expect(said.hasPrefix("Wrote \(path): one SELECT for Spark that gives each row of shop.my customers its segment."))
    #expect(try text(path).contains("FROM `shop`.`my customers` AS t"))
    cohort.shown("%export model \(path) dialect=postgres table='\"a.b\"'")
    #expect(try text(path).contains("FROM \"a.b\" AS t"))
    #expect(try text(path).contains("AS MATERIALIZED ("))
  }

  @Test("is refused with what would do, and leaves what was there")
  func refusals() throws {
    #expect(cohort.error("%export model \(file.beside("m.sql"))")[0].hasPrefix("NoSegmentation"))
    cohort.shown("%cluster k=2")
    #expect(cohort.error("%export model \(file.beside("m.csv"))")[0].hasPrefix("UnknownFormat: a model goes into SQL"))
    #expect(
      cohort.error("%export segments \(file.beside("s.csv")) dialect=spark")[0].hasPrefix("WrongValue: dialect= is"))
    let nasty = cohort.error("%export model \(file.beside("m.sql")) dialect=spark table='${spark.app.name}'")
    #expect(nasty[0].hasPrefix("NotInSQL"))
    cohort.shown("%cluster k=2 linkage=single")
    let lines = cohort.error("%export model \(file.beside("m.sql"))")
    #expect(lines[0].hasPrefix("NotInSQL: single linkage tells") && lines.contains { $0.contains("%export segments") })
    #expect(!FileManager.default.fileExists(atPath: file.beside("m.sql")))
    #expect(cohort.error("%export model \(file.path)")[0].hasPrefix("UnknownFormat"))
  }
}
