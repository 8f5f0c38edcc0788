extension Sequence<UInt8> {
  /// Two digits a byte, small letters.
  package var hexadecimal: String {
    map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
