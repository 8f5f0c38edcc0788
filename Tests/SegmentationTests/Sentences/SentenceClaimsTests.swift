import Testing

@testable import Segmentation

@Suite("What sentences claim")
struct SentenceClaimsTests {
  /// The folders whose texts are about a user's data.
  private static let folders = ["Segmentation", "Commands/Output", "Graphics/Figures"]
  /// Of these every single text is in the table; of the others every file.
  private static let wholly = "Segmentation/"

  private static let sources = SourceTexts.files(below: "Sources").filter { file, _ in
    folders.contains { file.hasPrefix($0 + "/") }
  }

  @Test("every file that makes sentences is in the table, or known to claim nothing; and the table has no other")
  func files() {
    let speaking = Set(Self.sources.filter { !SourceTexts($0.value).sentences.isEmpty }.keys)
    let listed = Set(SentenceClaims.byFile.keys)
    let known = listed.union(SentenceClaims.withoutClaims).union(SentenceClaims.captionsOnly)
    #expect(speaking.subtracting(known).sorted() == [], "write down what these claim")
    #expect(known.subtracting(speaking).sorted() == [], "these say nothing any more")
    #expect(listed.intersection(SentenceClaims.withoutClaims).sorted() == [])
  }

  @Test("every text of the table is in its file, and every sentence of the findings is in the table")
  func texts() {
    for (file, claims) in SentenceClaims.byFile {
      let sentences = Self.sources[file].map { SourceTexts($0).texts } ?? []
      let begun = claims.flatMap(\.texts)
      for text in begun {
        #expect(sentences.contains { $0.hasPrefix(text) }, "\(file) does not say “\(text)…” any more")
      }
      guard file.hasPrefix(Self.wholly) else { continue }
      for sentence in Self.sources[file].map({ SourceTexts($0).sentences }) ?? [] {
        #expect(begun.contains { sentence.hasPrefix($0) }, "\(file): what carries “\(sentence)”?")
      }
    }
  }

  @Test("every claim names what carries it and a test that there is")
  func tests() {
    var names: Set<String> = []
    for source in SourceTexts.files(below: "Tests").values { names.formUnion(SourceTexts.testNames(in: source)) }
    for (file, claims) in SentenceClaims.byFile {
      for claim in claims {
        #expect(!claim.claim.isEmpty && !claim.carriedBy.isEmpty && !claim.texts.isEmpty)
        #expect(names.contains(claim.shownBy), "\(file): no test is called “\(claim.shownBy)”")
      }
    }
  }

  @Test("the scan finds texts, nested ones and those of several lines, and no comment")
  func scan() {
    let source = #"""
      // "a comment"
      let a = "one two \(b ? "three four" : "\(c)") five"
      let d = """
        six \
        seven
        """
      """#
    #expect(SourceTexts(source).texts == ["three four", "§", "one two § five", "six seven"])
  }
}
