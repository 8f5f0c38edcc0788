import CZlib

/// Writes images as PNG (ISO/IEC 15948).
package enum PNGEncoder {
  /// One colour of a palette, with its opacity.
  package struct PaletteEntry: Sendable, Hashable {
    package let color: Color
    package let opacity: UInt8

    package init(color: Color, opacity: UInt8) {
      self.color = color
      self.opacity = opacity
    }
  }

  /// An image of palette indices, one byte a pixel, row by row from the top.
  package static func indexed(pixels: [UInt8], width: Int, height: Int, palette: [PaletteEntry]) -> [UInt8] {
    precondition(pixels.count == width * height && palette.count <= 256)
    var out = header(width: width, height: height, colorType: 3)
    out += chunk("PLTE", palette.flatMap { [$0.color.red, $0.color.green, $0.color.blue] })
    out += chunk("tRNS", palette.map(\.opacity))
    // Neighbouring indices are unrelated numbers, so that filters only add noise.
    var rows: [UInt8] = []
    rows.reserveCapacity((width + 1) * height)
    for y in 0..<height {
      rows.append(0)
      rows += pixels[y * width..<(y + 1) * width]
    }
    return out + chunk("IDAT", deflated(rows)) + chunk("IEND", [])
  }

  /// An opaque image, three bytes a pixel, row by row from the top; as a palette when it has few colours.
  package static func rgb(pixels: [UInt8], width: Int, height: Int) -> [UInt8] {
    precondition(pixels.count == 3 * width * height)
    if let (indices, palette) = fewColors(pixels) {
      return indexed(pixels: indices, width: width, height: height, palette: palette)
    }
    let stride = 3 * width
    var rows: [UInt8] = []
    rows.reserveCapacity((stride + 1) * height)
    for y in 0..<height {
      // The difference to the row above suits drawings, which are mostly flat.
      rows.append(2)
      for x in 0..<stride {
        let above = y > 0 ? pixels[(y - 1) * stride + x] : 0
        rows.append(pixels[y * stride + x] &- above)
      }
    }
    return header(width: width, height: height, colorType: 2) + chunk("IDAT", deflated(rows)) + chunk("IEND", [])
  }

  private static func fewColors(_ pixels: [UInt8]) -> (indices: [UInt8], palette: [PaletteEntry])? {
    var numbers: [Color: UInt8] = [:]
    var palette: [PaletteEntry] = []
    var indices: [UInt8] = []
    indices.reserveCapacity(pixels.count / 3)
    var last: (color: Color, number: UInt8)?
    for i in stride(from: 0, to: pixels.count, by: 3) {
      let color = Color(red: pixels[i], green: pixels[i + 1], blue: pixels[i + 2])
      if let last, last.color == color {
        indices.append(last.number)
        continue
      }
      if numbers[color] == nil {
        if palette.count == 256 { return nil }
        numbers[color] = UInt8(palette.count)
        palette.append(PaletteEntry(color: color, opacity: 255))
      }
      let number = numbers[color] ?? 0
      indices.append(number)
      last = (color, number)
    }
    return (indices, palette)
  }

  private static func header(width: Int, height: Int, colorType: UInt8) -> [UInt8] {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    return signature
      + chunk("IHDR", bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, colorType, 0, 0, 0])
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    let check = UInt32(truncatingIfNeeded: crc32(0, body, UInt32(body.count)))
    return bigEndian(UInt32(data.count)) + body + bigEndian(check)
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [UInt8(value >> 24), UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
  }

  private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var length = compressBound(UInt(bytes.count))
    var out = [UInt8](repeating: 0, count: Int(length))
    let status = compress2(&out, &length, bytes, UInt(bytes.count), 9)
    precondition(status == Z_OK, "zlib deflates into compressBound bytes unless memory is out")
    return Array(out.prefix(Int(length)))
  }
}
