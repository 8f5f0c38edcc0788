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
      ("postgresql://ana:wrong@SECRET@127.0.0.1:5/db", "postgresql://ana:***@127.0.0.1:5/db"),
      ("postgresql://ana@SECRET@127.0.0.1/db", "postgresql://***@127.0.0.1/db"),
      ("postgresql://ana:SECRET/x#y@host/db", "postgresql://ana:***@host/db"),
      ("postgresql:/ana:SECRET@host/db", "postgresql:/ana:***@host/db"),
      ("%connect postgres:ana:SECRET@host/db as=x", "%connect postgres:ana:***@host/db as=x"),
      ("postgresql://ana:SECRET", "postgresql://ana:***"),
      ("postgresql://h:5432,i:SECRET/x", "postgresql://h:5432,i:***/x"),
      ("postgresql://h:5432,i:5433/x", "postgresql://h:5432,i:5433/x"), ("http://[::1]:80/a", "http://[::1]:80/a"),
      ("postgresql://a:SEC'RET@h/d", "postgresql://a:***@h/d"),
      ("'postgresql://a:SEC RET@h/d' x", "'postgresql://a:***@h/d' x"),
      ("postgresql://a:b@c,postgresql://d:e@f", "postgresql://a:***@c,postgresql://d:***@f"),
      ("postgresql://h/db?user=ana@corp", "postgresql://h/db?user=ana@corp"),
      ("%connect ana:SECRET@host/db as=x", "%connect ana:***@host/db as=x"),
      ("%connect sqlite:shop@home.db as=x", "%connect sqlite:shop@home.db as=x"),
      ("%connect postgresql//ana:SECRET@host/db as=x", "%connect postgresql//ana:***@host/db as=x"),
      ("uri = 'postgresql//ana:SEC RET@host/db' x", "uri = 'postgresql//ana:***@host/db' x"),
      ("postgresql;//ana_b:SECRET@host", "postgresql;//ana_b:***@host"),
      ("postgres/ana:SECRET@host/db", "postgres/ana:***@host/db"),
      ("%load //ana:SECRET/x@host", "%load //ana:***@host"),
      ("%connect postgresql//h/db?user=a&password=SECRET as=x", "%connect postgresql//h/db?user=a&password=*** as=x"),
      ("host/db?sslpassword=SECRET", "host/db?sslpassword=***"),
      ("sc//h:15002/;token=SECRET", "sc//h:15002/;token=***"),
      ("\"postgresql://h/db?password=SEC RET\" x", "\"postgresql://h/db?password=***\" x"),
      ("%derive n = a?b=3", "%derive n = a?b=3"),
      ("grpc//h:5/a and host//h:5 a@b", "grpc//h:5/a and host//h:5 a@b"), ("shops/a:b@c.csv", "shops/a:b@c.csv"),
      ("%name 1 a:b@c", "%name 1 a:b@c"),
      ("%connect \"host=h user=ana password=SECRET\" as=x", "%connect \"host=h user=ana password=***\" as=x"),
      ("place = 'dbname=d password = SECRET'", "place = 'dbname=d password = ***'"),
      ("%connect password='SEC \\' RET' host=h", "%connect password=*** host=h"),
      ("%filter host = 'a' AND note = 'password=3'", "%filter host = 'a' AND note = 'password=3'"),
      // An accent makes one character of itself and the sign before it.
      ("postgresql://ana:\u{301}SECRET@\u{301}host", "postgresql://ana:***@\u{301}host"),
      ("x://ana:password = SECRET host=h", "x://ana:*** = *** host=h"),
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
      ("%connect postgresql:/ana:SECRET@host/db", "%connect postgresql:/ana@host/db"),
      ("%connect postgresql//ana:SECRET@host/db", "%connect postgresql//ana@host/db"),
      ("postgresql://ana@SECRET@host/db", "postgresql://host/db"),
      ("place = \"host=h password=SECRET user=ana\"", "place = \"host=h user=ana\""),
      ("place = 'user=ana password=SECRET'", "place = 'user=ana'"),
      ("x://ana:password = SECRET host=h", "x://ana host=h"),
      ("x://a@;token=@h", "x://"),
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
    #expect(address.withoutSecrets("no host \"ss@host\", and less") == "no host \"***@host\", and less")
  }

  @Test("blanks in a password do not end it: the whole text is an address")
  func blanks() throws {
    for text in [
      "postgresql://ana:my top SECRET@127.0.0.1:1/x", "postgresql://ana:it's \tSECRET@h/x?password=pw SECRET",
    ] {
      let address = try DatabaseAddress(text)
      #expect(!address.shown.contains("SECRET") && !address.shown.contains("top"), "\(address.shown)")
      #expect(address.withoutSecrets("found in \"\(text)\"").contains("SECRET") == false)
    }
  }

  @Test(
    "an address that libraries would part elsewhere is refused, with how its characters are written",
    arguments: [
      "postgresql://ana:wrong@SECRET@127.0.0.1:1/db", "postgresql://ana:SECRET/x#y@127.0.0.1/db",
      "grpc://a:b@SECRET@h:1",
      "postgresql:/ana:SECRET@h/db", "postgresql:ana:SECRET@h/db", "host=h user=ana password=SECRET", "password=SECRET",
      "ana:SECRET@host/db", "postgresql//ana:SECRET@host/db", "postgresql;//ana:SECRET@host/db",
      "postgres/ana:SECRET@host",
    ])
  func noAddress(text: String) throws {
    do {
      _ = try DatabaseAddress(text)
      Issue.record("\(text) is taken for an address")
    } catch {
      #expect(error.name == "UnknownDatabase" && !error.message.contains("SECRET"), "\(error.message)")
      #expect(error.remedy.contains("@ / # ? are written %40 %2F %23 %3F"), "\(error.remedy)")
    }
  }

  @Test(
    "addresses that are right are taken as they are",
    arguments: [
      "postgresql://h1:5432,h2:5433/db?user=ana@corp", "postgresql://h:5432/db?user=ana@corp",
      "postgresql:///db?user=a@b",
      "postgresql://ana:p%40@[::1]:5432/db", "postgresql://%2Fvar%2Frun/db",
      "sc://host:15002/;user_id=a@b", "grpc://a:b@h:1",
    ])
  func address(text: String) throws { #expect(try DatabaseAddress(text).usualName.isEmpty == false) }

  @Test("a text that is all beginnings of addresses is soon read")
  func growth() {
    for beginning in ["x://", "//a:", "sc/a:"] {
      let text = String(repeating: beginning, count: 100_000) + " @"
      #expect(Secrets.hidden(in: text).utf8.count == text.utf8.count)
    }
  }
}
