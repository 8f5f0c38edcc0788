import Foundation
import Tables
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%rename and %fill")
struct RenameFillTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    file = try CustomerFile("ID,A,B,yes,city\nx,1,10,true,Rome\ny,,20,,\nz,4,30,false,Pisa\nw,9,45,true,Rome\n")
    cohort.shown("%load \(file.path)")
  }

  private var names: [String] { cohort.session.current?.value.columns.map(\.name) ?? [] }

  @Test("%rename says what it renamed, two columns can swap names, and %undo and %reset take it back")
  func rename() throws {
    #expect(cohort.shown("%rename A=B B=A ID=\"Customer number\"") == "Renamed ID → Customer number, A → B, B → A.\n")
    #expect(names == ["Customer number", "B", "A", "yes", "city"])
    let table = try cohort.session.table()
    #expect(table.identifierText(row: 1) == "y" && table.columns[2].numbers == [10, 20, 30, 45])
    #expect(cohort.shown("%status").contains("renamed: ID → Customer number, A → B, B → A"))
    cohort.shown("%rename city=town")
    #expect(cohort.shown("%undo").contains("Took back: %rename city=town"))
    #expect(names[4] == "city")
    cohort.shown("%reset")
    #expect(names == ["ID", "A", "B", "yes", "city"])
  }

  @Test("what a column is stays with it under another name")
  func role() throws {
    cohort.shown("%role B=code\n%rename B=store")
    let table = try cohort.session.table()
    #expect(table.role(of: 2).role == .code && table.role(of: 2).isGiven)
  }

  @Test("segments stay and speak of the new name; %reset and %undo bring the old one back and keep names of segments")
  func segments() throws {
    cohort.shown("%cluster k=2")
    let (profile, labels) = (cohort.notebook("%profile"), cohort.session.currentSegmentation?.labels)
    #expect(cohort.shown("%rename B=balance") == "Renamed B → balance.\n")
    #expect(cohort.session.currentSegmentation?.labels == labels)
    #expect(cohort.session.currentSegmentation?.preparation.featureNames == ["A", "balance", "yes=true"])
    #expect(cohort.html("%profile").contains("balance"))
    cohort.shown("%undo")
    #expect(cohort.notebook("%profile") == profile)
    cohort.shown("%rename B=balance A=B\n%name 1 \"Few\"\n%reset")
    let segmentation = try #require(cohort.session.currentSegmentation)
    #expect(segmentation.preparation.featureNames == ["A", "B", "yes=true"] && segmentation.names[1] == "Few")
  }

  @Test(
    "segments that were made after a renaming speak of the old names after %reset, too, however often columns were renamed"
  )
  func madeAfterwards() throws {
    cohort.shown("%cluster k=2\n%rename B=balance\n%rename balance=B2 A=balance\n%cluster k=3\n%reset")
    let segmentation = try #require(cohort.session.currentSegmentation)
    #expect(segmentation.k == 3 && segmentation.preparation.featureNames == ["A", "B", "yes=true"])
    #expect(cohort.session.madeFeatures?.value.preparation.featureNames == ["A", "B", "yes=true"])
    #expect(cohort.error("%profile\n%explain\n%insights") == ["no error"])
  }

  @Test("what was cut, compared or drawn of segments goes on under other names of columns")
  func others() {
    cohort.shown("%cluster k=2\n%tsne")
    let before = ["%dendrogram", "%silhouette", "%elbow"].map { cohort.notebook($0) }
    cohort.shown("%rename ID=who city=town")
    #expect(["%dendrogram", "%silhouette", "%elbow"].map { cohort.notebook($0) } == before)
    #expect(
      cohort.error("%scatter A B\n%tsne color=town\n%cluster k=3\n%compare\n%save \(file.beside("m.json"))") == [
        "no error"
      ])
  }

  @Test("segments of the rows that a filter left speak of the new name, too")
  func filtered() {
    cohort.shown("%cluster k=2\n%filter B > 15\n%rename B=balance")
    #expect(cohort.session.currentSegmentation?.preparation.featureNames == ["A", "balance", "yes=true"])
    cohort.shown("%reset")
    #expect(cohort.session.currentSegmentation?.preparation.featureNames == ["A", "B", "yes=true"])
  }

  @Test("%fill says how many values it filled and with what")
  func fill() throws {
    #expect(cohort.shown("%fill A=median") == "A: 1 missing value filled with 4, the median.\n")
    #expect(
      cohort.shown("%fill yes=no city=\"not said\" B=0")
        == "yes: 1 missing value filled with no. city: 1 missing value filled with ‘not said’. B has no missing values.\n"
    )
    let table = try cohort.session.table()
    #expect(table.missingCount == 0 && table.columns[1].numbers == [1, 4, 4, 9])
    #expect(table.columns[3].text(at: 1) == "false" && table.columns[4].text(at: 1) == "not said")
    #expect(cohort.shown("%tables").contains("filled: A with 4, the median, yes with no, city with ‘not said’"))
    cohort.shown("%reset")
    #expect(try cohort.session.table().missingCount == 3)
    cohort.shown("%fill A=mean\n%undo")
    #expect(try cohort.session.table().missingCount == 3)
  }

  @Test("nothing missing is said, and changes nothing")
  func nothing() {
    let revision = cohort.session.revision
    #expect(cohort.shown("%fill B=median") == "B has no missing values. Nothing was filled.\n")
    #expect(cohort.shown("%rename B=B") == "That is what it is called already: nothing changed.\n")
    #expect(cohort.session.revision == revision)
  }

  @Test(
    "what cannot be is pointed at, and changes nothing",
    arguments: [
      ("%fill A=none", "WrongValue: A is filled with a number, median or mean, not ‘none’"),
      ("%fill city=median", "WrongColumnType: city holds text, and a median is of numbers"),
      ("%fill yes=perhaps", "WrongValue: yes is filled with yes or no, not ‘perhaps’"),
      ("%fill ID=x", "IdentifierProtected: ID tells the rows apart, and is not filled"),
      ("%fill A=1 A=2", "RepeatedColumn: A is filled twice"),
      ("%fill C=1", "UnknownColumn: customers has no column ‘C’"),
      ("%rename A=city", "DuplicateColumn: another column would be called city, too"),
      ("%rename A=CITY", "DuplicateColumn: another column would be called CITY, too"),
      ("%rename A=x B=x", "DuplicateColumn: another column would be called x, too"),
      (
        "%rename A=Segment",
        "ReservedName: segment is what %cluster makes, and a column of that name could not be told from it"
      ),
      ("%rename A=x A=y", "RepeatedColumn: A gets two new names"),
      ("%rename C=D", "UnknownColumn: customers has no column ‘C’"),
    ])
  func refusals(line: String, message: String) {
    let revision = cohort.session.revision
    #expect(cohort.error(line)[0] == message)
    #expect(cohort.session.revision == revision)
  }
}
