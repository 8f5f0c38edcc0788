import Testing
import Wording

@Suite("Words of sentences") struct SentencesTests {
  @Test("Lists end in \"and\", long ones count what they leave out")
  func lists() {
    #expect(list([]) == "")
    #expect(list(["a"]) == "a")
    #expect(list(["a", "b"]) == "a and b")
    #expect(list(["a", "b", "c"]) == "a, b and c")
    #expect(list(["a", "b", "c", "d"], limit: 3) == "a, b and 2 more")
  }

  @Test("A text that would fill lines is cut after 60 characters, an excerpt is on one line")
  func cut() {
    let (fits, long) = (String(repeating: "é", count: 60), String(repeating: "é", count: 61))
    #expect(fits.shortened == fits && fits.excerpt == fits)
    #expect(long.shortened == String(repeating: "é", count: 59) + "…" && long.excerpt == long.shortened)
    #expect("a\r\nb\nc".shortened == "a\r\nb\nc" && "a\r\nb\nc".excerpt == "a b c")
  }

  @Test("One is singular, everything else plural")
  func counts() {
    #expect(count(1, "row") == "1 row")
    #expect(count(0, "row") == "0 rows")
    #expect(count(8_950, "row") == "8,950 rows")
    #expect(count(2, "is", plural: "are") == "2 are")
    #expect(grouped(.min) == "−9,223,372,036,854,775,808")
  }

  @Test("Memory is said in megabytes, rounded up")
  func megabytes() {
    #expect(ByteText.megabytes(0) == "0 MB")
    #expect(ByteText.megabytes(1) == "1 MB")
    #expect(ByteText.megabytes(1_000_000) == "1 MB")
    #expect(ByteText.megabytes(1_234_000_001) == "1,235 MB")
    #expect(ByteText.megabytes(.max) == "9,223,372,036,855 MB")
  }

  @Test("Sizes are said in the unit that keeps them short")
  func sizes() {
    #expect(ByteText.size(873) == "873 bytes")
    #expect(ByteText.size(12_345) == "12 kB")
    #expect(ByteText.size(1_400_000) == "1.4 MB")
  }

  @Test("Text is made safe for markup, lines kept where they count")
  func markup() {
    #expect(escapedMarkup("<a href=\"x\">'&'</a>") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;")
    #expect(escapedMarkup("a\nb\tc\u{0}") == "a b c\u{FFFD}")
    #expect(escapedMarkup("a\nb", keepsLines: true) == "a\nb")
  }
}
