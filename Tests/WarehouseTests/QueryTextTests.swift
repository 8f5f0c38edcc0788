import Tables
import Testing

@testable import Warehouse

@Suite("What a database is asked")
struct QueryTextTests {
  @Test(
    "only what asks is let through",
    arguments: [
      ("SELECT 1", true), ("  -- a remark\n/* another */ (select 1)", true),
      ("WITH a AS (SELECT 1) SELECT * FROM a", true),
      ("VALUES (1)", true), ("FROM t", true), ("SHOW TABLES", true), ("SELECT 'DROP TABLE t'", true),
      ("SELECT \"delete\" FROM t", true), ("WITH a AS (SELECT 'insert') SELECT * FROM a", true),
      ("DROP TABLE t", false), ("insert into t values (1)", false), ("ATTACH 'x'", false), ("COPY t TO 'f'", false),
      ("WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a", false), ("EXPLAIN ANALYZE DELETE FROM t", false),
      ("FROM a INSERT OVERWRITE TABLE b SELECT *", false), ("PRAGMA x", false), ("", false), ("'select'", false),
    ])
  func asks(text: String, isQuery: Bool) { #expect(QueryText(text, .postgresql).isQuery == isQuery) }

  @Test(
    "a second statement is found, and what only looks like one is not",
    arguments: [
      ("SELECT 1; DROP TABLE t", true), ("SELECT 1;;", false), ("SELECT 1; -- done", false), ("SELECT ';x'", false),
      ("SELECT \"a;b\"", false), ("SELECT $$;x$$", false), ("SELECT $a$;$$;$a$", false), ("SELECT $1; x", true),
      ("SELECT 'it''s; fine'", false), ("/* ; */ SELECT 1", false), ("SELECT 1; 'x'", true),
    ])
  func statements(text: String, hasSecond: Bool) {
    #expect(QueryText(text, .postgresql).hasSecondStatement == hasSecond)
  }

  @Test("Spark takes what follows a backslash for a character of the text")
  func backslashes() {
    #expect(!QueryText("SELECT 'it\\'; DROP TABLE t --'", .spark).hasSecondStatement)
    #expect(QueryText("SELECT 'it\\'; DROP TABLE t --'", .postgresql).hasSecondStatement)
  }
}
