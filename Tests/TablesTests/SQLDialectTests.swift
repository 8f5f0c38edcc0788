import Tables
import Testing

@Suite("The dialects of SQL")
struct SQLDialectTests {
  @Test("quotes are doubled in names and texts; Spark has backticks, and backslashes in texts")
  func quoting() {
    for dialect in SQLDialect.allCases where dialect != .spark {
      #expect(dialect.quoted("a\"b`c\\d") == "\"a\"\"b`c\\d\"")
      #expect(dialect.literal("it's \\ \"x\"") == "'it''s \\ \"x\"'")
    }
    #expect(SQLDialect.spark.quoted("a\"b`c\\d") == "`a\"b``c\\d`")
    #expect(SQLDialect.spark.literal("it's \\ $") == "'it\\'s \\\\ \\u0024'")
  }

  @Test("a quote with an accent behind it is a quote")
  func combining() {
    #expect(SQLDialect.ansi.quoted("a\"\u{301}b") == "\"a\"\"\u{301}b\"")
    #expect(SQLDialect.ansi.literal("'\u{301}") == "'''\u{301}'")
    #expect(SQLDialect.spark.quoted("`\u{301}") == "```\u{301}`")
    #expect(SQLDialect.spark.literal("\\\u{301}") == "'\\\\\u{301}'")
  }
}
