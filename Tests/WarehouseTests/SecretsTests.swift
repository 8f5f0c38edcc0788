import Testing

@testable import Warehouse

@Suite("What lets somebody in")
struct SecretsTests {
  @Test(
    "passwords and tokens of URIs are hidden, and nothing else",
    arguments: [
      ("postgresql://ana:s3cret@host/crm", "postgresql://ana:***@host/crm"),
      ("%connect postgresql://ana:a/b@c?d@host:5432/crm as=big", "%connect postgresql://ana:***@host:5432/crm as=big"),
      ("postgresql://ana:p%40ss@host", "postgresql://ana:***@host"),
      (
        "postgresql://host/crm?user=ana&password=s3cret&sslmode=require",
        "postgresql://host/crm?user=ana&password=***&sslmode=require"
      ),
      ("sc://host:15002/;token=abc;user_id=ana", "sc://host:15002/;token=***;user_id=ana"),
      ("db = \"postgresql://a:b@c\"\n%connect $db", "db = \"postgresql://a:***@c\"\n%connect $db"),
      ("two postgresql://a:b@c and grpc://d:e@f", "two postgresql://a:***@c and grpc://d:***@f"),
      ("postgresql://ana@host:5432/crm", "postgresql://ana@host:5432/crm"),
      ("https://example.org/a?password=x", "https://example.org/a?password=***"),
      (
        "s3://b/a.csv?s3_access_key_id=a&s3_secret_access_key=b&s3_region=c",
        "s3://b/a.csv?s3_access_key_id=a&s3_secret_access_key=***&s3_region=c"
      ),
      ("https://b.s3.amazonaws.com/a?X-Amz-Signature=abc", "https://b.s3.amazonaws.com/a?X-Amz-Signature=***"),
      ("%filter NOTE = 'password=3'", "%filter NOTE = 'password=3'"),
      ("postgresql://ana:@host", "postgresql://ana:@host"), ("://", "://"), ("", ""),
    ])
  func hidden(text: String, shown: String) { #expect(Secrets.hidden(in: text) == shown) }

  @Test(
    "what is left out goes with what names it and sets it apart",
    arguments: [
      ("%connect postgresql://ana:s3cret@host/crm as=big", "%connect postgresql://ana@host/crm as=big"),
      (
        "postgresql://host/crm?user=ana&password=s3cret&sslmode=require",
        "postgresql://host/crm?user=ana&sslmode=require"
      ),
      ("postgresql://host/crm?password=s3cret&user=ana", "postgresql://host/crm?user=ana"),
      ("postgresql://a:b@host/crm?password=c&token=d", "postgresql://a@host/crm"),
      ("sc://host:15002/;token=abc;user_id=ana", "sc://host:15002/;user_id=ana"),
      ("sc://host:15002/;user_id=ana;token=abc x=1", "sc://host:15002/;user_id=ana x=1"),
      ("two postgresql://a:b@c and grpc://d:e@f", "two postgresql://a@c and grpc://d@f"),
      ("https://example.org/a?password=x", "https://example.org/a"), ("postgresql://ana@host", "postgresql://ana@host"),
      ("%filter NOTE = 'password=3'", "%filter NOTE = 'password=3'"), ("://", "://"), ("", ""),
    ])
  func leftOut(text: String, rest: String) { #expect(Secrets.leftOut(of: text) == rest) }

  @Test("a mask leaves every other character where it is")
  func masked() {
    #expect(Secrets.masked(in: "x postgresql://a:bcd@e y") == "x postgresql://a:***@e y")
    let text = "%connect postgresql://ana:köln🔑@host/db?password=pä"
    #expect(Secrets.masked(in: text).unicodeScalars.count == text.unicodeScalars.count)
  }

  @Test("what an engine says is shown without them, as they were written and as they are meant")
  func messages() throws {
    let address = try DatabaseAddress("postgresql://ana:p%40ss@host/crm")
    #expect(address.shown == "postgresql://ana:***@host/crm")
    #expect(address.withoutSecrets("no: p@ss and p%40ss") == "no: *** and ***")
  }
}
