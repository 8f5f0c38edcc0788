import Testing

@testable import Graphics

@Suite("Colours")
struct ColorTests {
  @Test("the first ten segments differ, the next ten are rings of the same colours")
  func palette() {
    let first = (1...10).map { SegmentPalette.color(at: $0) }
    #expect(Set(first).count == 10)
    #expect(first.allSatisfy { !$0.isHollow })
    #expect(SegmentPalette.color(at: 11).isHollow)
    #expect(SegmentPalette.color(at: 11).color == first[0].color)
    #expect(SegmentPalette.color(at: 0) == SegmentPalette.noise)
  }

  @Test("what is too light for white has an outline")
  func outlines() {
    for segment in 1...10 {
      let look = SegmentPalette.color(at: segment)
      #expect((look.outline != nil) == (look.color.luminance > 0.475), "segment \(segment)")
    }
    #expect(SegmentPalette.color(at: 7).outline != nil)
  }

  /// WCAG 2.1, 1.4.11.
  private static func contrast(_ a: Color, _ b: Color) -> Double {
    let (a, b) = (a.luminance + 0.05, b.luminance + 0.05)
    return max(a, b) / min(a, b)
  }

  @Test("every segment's dots stand out from a dark page, as translucent as a map draws them")
  func darkGround() {
    let ground = Color(0x111111)
    for segment in 0...20 {
      let look = SegmentPalette.color(at: segment)
      // Black follows the page's text.
      let color = look.followsText ? Color(0xDEDEDE) : look.color
      #expect(Self.contrast(ground.mixed(with: color, share: 0.8), ground) >= 3, "segment \(segment)")
    }
    #expect(Self.contrast(ground.mixed(with: SegmentPalette.plain, share: 0.8), ground) >= 3)
  }

  @Test("every segment's colour or its rim stands out from a white page")
  func lightGround() {
    for segment in 0...20 {
      let look = SegmentPalette.color(at: segment)
      let drawn = look.outline?.literal ?? look.color
      #expect(Self.contrast(drawn, Color(0xFFFFFF)) >= 2.2, "segment \(segment)")
    }
  }

  @Test("the ends of deviations are strong: half of what black is from white, and on dark pages too")
  func strongEnds() {
    for ground in [Color(0xFFFFFF), Color(0x111111)] {
      for deviation in [-1.0, 1] {
        let (color, opacity) = Ramp.diverging(deviation)
        let cell = ground.mixed(with: color, share: opacity)
        let distance =
          [(cell.red, ground.red), (cell.green, ground.green), (cell.blue, ground.blue)].map { a, b in
            abs(Int(a) - Int(b))
          }.max() ?? 0
        #expect(distance >= 140, "\(deviation) on \(ground.hex)")
      }
    }
  }

  @Test("viridis grows lighter from end to end")
  func viridis() {
    let lightness = stride(from: 0.0, through: 1, by: 0.05).map { Ramp.viridis($0).luminance }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 < $1 })
    #expect(Ramp.viridis(.nan) == Ramp.viridis(0))
    #expect(Ramp.viridis(7) == Ramp.viridis(1))
  }

  @Test("a deviation's tint grows both ways from nothing, and text stays readable on it")
  func diverging() {
    #expect(Ramp.diverging(0).opacity == 0)
    #expect(Ramp.diverging(.nan).opacity == 0)
    #expect(Ramp.diverging(-1).color != Ramp.diverging(1).color)
    for (ground, text) in [(Color(0xFFFFFF), Color(0x212121)), (Color(0x111111), Color(0xDEDEDE))] {
      for deviation in [-1.0, 1] {
        let (color, opacity) = Ramp.diverging(deviation)
        let cell = ground.mixed(with: color, share: opacity).luminance + 0.05
        let letters = text.luminance + 0.05
        #expect(max(cell, letters) / min(cell, letters) > 4.5, "WCAG 2.1 AA, \(deviation) on \(ground.hex)")
      }
    }
  }

  @Test("luminance is WCAG's", arguments: [(0x000000, 0.0), (0xFFFFFF, 1), (0xFF0000, 0.2126), (0x808080, 0.2158605)])
  func luminance(hex: UInt32, value: Double) { #expect(abs(Color(hex).luminance - value) < 1e-6) }
}
