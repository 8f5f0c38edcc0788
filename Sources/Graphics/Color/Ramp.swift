/// Colours for values.
public enum Ramp {
  /// viridis (van der Walt and Smith, 2015): 0 is dark blue, 1 is yellow; even steps of lightness.
  ///
  /// The ends are left out, where it vanishes on a dark or a white page.
  public static func viridis(_ share: Double) -> Color {
    interpolated(viridisAnchors, 0.06 + 0.9 * (share.isNaN ? 0 : min(1, max(0, share))))
  }

  /// The strength of a deviation as a tint to lay over the page: blue is below, orange is above.
  ///
  /// - Parameter deviation: −1 … 1; clamped.
  /// - Returns: a colour and its opacity, which is 0 at no deviation, so that the middle is the page itself
  ///   in a light theme and in a dark one.
  public static func diverging(_ deviation: Double) -> (color: Color, opacity: Double) {
    let strength = deviation.isNaN ? 0 : min(1, abs(deviation))
    return (deviation < 0 ? Color(0x1E6FD0) : Color(0xDC5200), 0.75 * strength)
  }

  /// The map at sixteen even steps.
  private static let viridisAnchors: [Color] = [
    Color(0x440154), Color(0x481A6C), Color(0x472F7D), Color(0x414487), Color(0x39568C), Color(0x31688E),
    Color(0x2A788E), Color(0x23888E), Color(0x1F988B), Color(0x22A884), Color(0x35B779), Color(0x54C568),
    Color(0x7AD151), Color(0xA5DB36), Color(0xD2E21B), Color(0xFDE725),
  ]

  private static func interpolated(_ anchors: [Color], _ share: Double) -> Color {
    let position = share * Double(anchors.count - 1)
    let index = min(anchors.count - 2, Int(position))
    return anchors[index].mixed(with: anchors[index + 1], share: position - Double(index))
  }
}
