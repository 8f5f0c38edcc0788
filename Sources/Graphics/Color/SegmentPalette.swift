/// The look of a segment: a colour, and whether it needs a rim.
public struct SegmentColor: Sendable, Hashable {
  public let color: Color
  /// Black, which a dark page must replace by its text colour.
  let followsText: Bool
  /// Drawn as a ring, since an earlier segment has the same colour.
  public let isHollow: Bool

  package var paint: Paint { followsText ? .text : .color(color) }

  /// The rim of colours that are too light to stand on white alone.
  package var outline: Paint? { color.isLight && !followsText ? .color(color.mixed(with: Color(0), share: 0.45)) : nil }
}

/// Colours of segments, by their place from 1 on; noise is 0.
///
/// Places one to eight are Okabe and Ito's (Color Universal Design, 2008), ordered so that the first few are the
/// furthest apart with any colour vision; the first is a little lighter than theirs, so that its dots stand out from a dark page
/// (3:1 and more, as translucent as they are drawn). Nine and ten were searched for: at least 27 CIELAB units from every
/// other one and from noise's grey, for normal, protanopic and deuteranopic eyes. From eleven on the ten
/// return as rings. Since nobody tells more than a few colours apart for sure, every figure also writes the
/// segments' numbers.
public enum SegmentPalette {
  static let colors: [Color] = [
    Color(0x0F7DC2), Color(0xD55E00), Color(0x009E73), Color(0xE69F00), Color(0xCC79A7),
    Color(0x56B4E9), Color(0xF0E442), Color(0x222222), Color(0x7060F0), Color(0xDDCC77),
  ]

  public static let noise = SegmentColor(color: Color(0x9A9A9A), followsText: false, isHollow: false)

  /// The colour at a place; noise's for 0 and below.
  public static func color(at place: Int) -> SegmentColor {
    guard place > 0 else { return noise }
    let index = (place - 1) % colors.count
    return SegmentColor(color: colors[index], followsText: index == 7, isHollow: place > colors.count)
  }

  /// What is drawn where segments are not the subject.
  public static let plain = Color(0x4079B4)
}
