/// RFC 4648, section 4, with padding.
package func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var out: [UInt8] = []
  out.reserveCapacity((bytes.count + 2) / 3 * 4)
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let count = min(3, bytes.count - start)
    var word: UInt32 = 0
    for i in 0..<3 { word = word << 8 | (i < count ? UInt32(bytes[start + i]) : 0) }
    for i in 0..<4 { out.append(i <= count ? alphabet[Int(word >> UInt32(18 - 6 * i) & 63)] : UInt8(ascii: "=")) }
  }
  return String(decoding: out, as: UTF8.self)
}
