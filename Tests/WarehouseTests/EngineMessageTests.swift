import Testing

@testable import Warehouse

@Suite("What engines say")
struct EngineMessageTests {
  @Test(
    "Spark's errors come without condition, advice and plan, and with the place counted from one",
    arguments: [
      (
        "[Spark] [PARSE_SYNTAX_ERROR] Syntax error at or near '(': extra input '('. SQLSTATE: 42601 (line 1, pos 30)\n\n== SQL ==\nSELECT (\n---^^^\n",
        "Syntax error at or near '(': extra input '(' (line 1, character 31)"
      ),
      (
        "[Spark] [UNRESOLVED_COLUMN.WITHOUT_SUGGESTION] A column with name `x` cannot be resolved.  SQLSTATE: 42703; line 2 pos 0;\n'Project ['FROM]\n+- OneRowRelation\n",
        "A column with name `x` cannot be resolved (line 2, character 1)"
      ),
      (
        "[Spark] [DIVIDE_BY_ZERO] Division by zero. SQLSTATE: 22012\n== SQL (line 1, position 8) ==\nSELECT 1/0\n",
        "Division by zero (line 1, character 8)"
      ),
      (
        "[Spark] [TABLE_OR_VIEW_NOT_FOUND] The table or view `t` cannot be found.\nSearch path: [`a`.`b`].\nTo tolerate the error use IF EXISTS. SQLSTATE: 42P01; line 1 pos 14;\n'Project [*]",
        "The table or view `t` cannot be found (line 1, character 15)"
      ),
      ("[Spark] connection error: refused\n", "connection error: refused"), ("", ""),
    ])
  func spark(message: String, words: String) { #expect(Engine.spark.words(of: message) == words) }

  @Test("of Flight SQL's the driver's name and the call that failed are left out")
  func flight() {
    #expect(Engine.flightSQL.words(of: "[FlightSQL] no such table (Internal; ExecuteQuery)") == "no such table")
    #expect(Engine.flightSQL.words(of: "no such (table)") == "no such (table)")
  }

  @Test("others keep their lines, one behind the other")
  func others() {
    #expect(
      Engine.postgresql.words(of: "[libpq] ERROR:  no column\nLINE 1: SELECT x\n  ^\n")
        == "ERROR:  no column LINE 1: SELECT x ^")
  }
}
