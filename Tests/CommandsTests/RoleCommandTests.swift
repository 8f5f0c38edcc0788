import CommandSession
import Testing

@testable import Commands

@Suite("%role and %roles")
struct RoleCommandTests {
  /// Customers with a column of each kind that is left out.
  private func customers() throws -> (CohortInterpreter, CustomerFile) {
    let header = "customerId,zip,spent,visits,vip,town,churn,cluster\n"
    let rows = (0..<30).map { row in
      "\(900 + row * 3),\(10_000 + row % 4),\(12.5 + Double(row % 7) * 40),\(row % 5),\(row % 3 == 0 ? "Yes" : "No"),"
        + "\(["Rome", "Oslo", "Bern"][row % 3]),\(row % 2),\(row % 3)\n"
    }
    let file = try CustomerFile(header + rows.joined())
    let cohort = CohortInterpreter.test()
    cohort.shown("%load \(file.path) as=t")
    return (cohort, file)
  }

  @Test("%load says what each column is and why, and %roles says it again")
  func shown() throws {
    let (cohort, file) = try customers()
    let again = cohort.shown("%load \(file.path) as=t")
    let roles = cohort.shown("%roles")
    #expect(again.hasSuffix(roles))
    for line in [
      "customerId  identifier      its name says so, and no number comes twice  no",
      "zip         code            its name says so",
      "spent       amount          its name says so", "visits      count           whole numbers, and its name says so",
      "vip         yes/no          Yes and No", "town        category        3 values", "churn       outcome",
      "cluster     earlier result",
    ] { #expect(roles.contains(line), "\(line)") }
    #expect(roles.contains("3 of 8 columns are segmented by"))
  }

  @Test("%prepare lists what it left out with its role, and how to take it in")
  func prepared() throws {
    let (cohort, file) = try customers()
    defer { withExtendedLifetime(file) {} }
    let text = cohort.shown("%prepare")
    #expect(text.contains("30 customers × 3 features") && text.contains("vip=Yes"))
    #expect(
      text.contains(
        "left out: customerId (identifier); zip (code); town (category); churn (outcome); cluster (earlier result)"))
    #expect(text.contains("zip would be taken in by %role zip=number, where it is one"))
    #expect(cohort.shown("%role zip=number\n%prepare").contains("30 customers × 4 features"))
    #expect(cohort.shown("%prepare features=churn,spent").contains("30 customers × 2 features"))
  }

  @Test("a column of one value throughout is not segmented by, as %prepare says")
  func constant() throws {
    let file = try CustomerFile(
      "id,spent,contact_cost\n" + (0..<20).map { "\(1_000 + $0),\(12 + $0 * $0),3\n" }.joined())
    let cohort = CohortInterpreter.test()
    let roles = cohort.shown("%load \(file.path)\n%roles")
    #expect(roles.contains("1 of 3 columns are segmented by") && roles.contains("; one value throughout"), "\(roles)")
    #expect(cohort.shown("%prepare").contains("contact_cost (one value throughout)"))
  }

  @Test("a role that was said is shown as such, and %undo and %reset take it back")
  func undone() throws {
    let (cohort, file) = try customers()
    defer { withExtendedLifetime(file) {} }
    let before = cohort.shown("%roles")
    #expect(cohort.shown("%role zip=number visits=ordered").contains("as you said"))
    #expect(cohort.shown("%tables").contains("roles: zip=number, visits=ordered"))
    cohort.shown("%undo")
    #expect(cohort.shown("%roles") == before)
    cohort.shown("%role churn=category\n%reset")
    #expect(cohort.shown("%roles") == before)
  }

  @Test("what was made of the columns is out of date when one becomes something else")
  func stale() throws {
    let (cohort, file) = try customers()
    defer { withExtendedLifetime(file) {} }
    cohort.shown("%cluster k=2")
    #expect(cohort.shown("%role zip=number").contains("The segments are made without zip: %cluster takes it in."))
    #expect(cohort.error("%profile") == ["no error"])
    #expect(cohort.shown("%role spent=code").contains("Out of date now"))
    #expect(cohort.error("%profile").joined().contains("%cluster"))
  }

  @Test(
    "what does not fit is refused, and nothing is changed",
    arguments: [
      ("%role spnt=amount", "Did you mean spent?"), ("%role spent=amout", "Did you mean amount?"),
      ("%role town=amount", "town cannot be an amount: ‘Rome’ in row 900 is no number"),
      ("%role zip=id", "zip cannot be the identifier: rows 1 and 5 both have ‘10000’"),
      ("%role customerId=id spent=id", "customerId and spent cannot both be the identifier"),
      ("%role spent", "COLUMN=role is a column and its role, such as ZIP=code, not ‘spent’"),
    ])
  func refused(line: String, message: String) throws {
    let (cohort, file) = try customers()
    defer { withExtendedLifetime(file) {} }
    let before = cohort.shown("%roles")
    #expect(cohort.error(line).joined(separator: " ").contains(message), "\(cohort.error(line))")
    #expect(cohort.shown("%roles") == before)
  }

  @Test("Tab offers columns with a sign, and roles behind it")
  func completion() throws {
    let (cohort, file) = try customers()
    defer { withExtendedLifetime(file) {} }
    #expect(cohort.complete("%role sp", at: 8).items.map(\.text) == ["spent="])
    let roles = cohort.complete("%role spent=a", at: 13).items.map(\.text)
    #expect(roles == ["spent=amount"])
  }

  @Test("a bare %tsne of few rows takes the largest perplexity that fits, and says so")
  func smallMap() throws {
    let (cohort, file) = try customers()
    defer { withExtendedLifetime(file) {} }
    #expect(cohort.shown("%tsne iterations=20").contains("perplexity 9 (the largest that fits), 20 steps"))
    #expect(cohort.error("%tsne perplexity=30")[0].contains("perplexity 30 does not fit 30 rows: the largest is 9"))
  }

  @Test("codes and years are shown as they were written")
  func plain() throws {
    let file = try CustomerFile(
      "id,plz,year,income\n" + (0..<5).map { "\(1_000 + $0),\(80_331 + $0 % 2),\(1_980 + $0),\(2_500 + $0)\n" }.joined()
    )
    let cohort = CohortInterpreter.test()
    let text = cohort.shown("%load \(file.path)")
    #expect(text.contains("80331") && text.contains("1980") && text.contains("2,500"))
  }
}
