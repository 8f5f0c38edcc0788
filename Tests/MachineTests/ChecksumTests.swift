import Testing

@testable import Machine

@Suite("Checksum")
struct ChecksumTests {
  private func sum(_ text: String, seed: UInt64 = 0) -> UInt64 {
    Array(text.utf8).withUnsafeBytes { Checksum.of($0, seed: seed) }
  }

  @Test("gives XXH64's published values, of every length of the last piece")
  func published() {
    #expect(sum("") == 0xEF46_DB37_51D8_E999)
    #expect(sum("a") == 0xD24E_C4F1_A98C_6E5B)
    #expect(sum("abc") == 0x44BC_2CF5_AD77_0999)
    #expect(sum("Nobody inspects the spammish repetition") == 0xFBCE_A83C_8A37_8BF1)
    #expect(sum("xxhash", seed: 20_141_025) == 0xB559_B98D_844E_0635)
  }

  @Test("tells pieces apart that are one text together")
  func pieces() {
    var (one, other) = (Checksum(), Checksum())
    for piece in ["ab", "c"] { one.add(piece) }
    for piece in ["a", "bc"] { other.add(piece) }
    #expect(one.value != other.value)
  }
}
