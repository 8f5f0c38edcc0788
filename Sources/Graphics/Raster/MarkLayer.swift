/// Marks that make a layer of an image.
struct MarkLayer: Sendable {
  let scene: Scene
  /// Whether the scene's ground lies below them; a layer over another has none.
  let hasGround: Bool

  /// The same as a document.
  var document: String {
    var writer = SceneWriter(scene: scene, dots: SceneDots(scene), binding: .alone, hasTooltips: false)
    return writer.head(prefix: "c", title: "", description: "") + writer.body(hasGround: hasGround)
  }
}

extension Scene {
  /// Whether `SceneCanvas` draws all of it.
  var isDrawable: Bool { marks.allSatisfy(Self.isDrawable) }

  private static func isDrawable(_ mark: Mark) -> Bool {
    switch mark {
    case .rect, .line, .path, .circle, .points: true
    case .text(let text, _, _, _): isSetAsWritten(text)
    case .group(let marks): marks.allSatisfy(isDrawable)
    case .image: false
    }
  }

  /// Whether a text comes out of a document as it went in: XML has no control characters, and SVG makes one blank of many.
  private static func isSetAsWritten(_ text: String) -> Bool {
    var isAfterBlank = true
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20:
        if isAfterBlank { return false }
      case 0x21...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...: break
      default: return false
      }
      isAfterBlank = scalar == " "
    }
    return text.isEmpty || !isAfterBlank
  }
}

extension MarkLayer {
  /// The height, in CSS pixels, with as much text above it as below, by the time to draw it: two threads share the work there.
  var middleOfText: Double {
    var texts: [(y: Double, cost: Int)] = []
    func add(_ mark: Mark) {
      switch mark {
      case .text(let text, let anchor, let style, _):
        texts.append((anchor.y, text.utf8.count * (style.hasHalo ? 2 : 1)))
      case .group(let marks): marks.forEach(add)
      default: break
      }
    }
    scene.marks.forEach(add)
    texts.sort { $0.y < $1.y }
    var rest = texts.reduce(0) { $0 + $1.cost } / 2
    for (y, cost) in texts {
      rest -= cost
      if rest <= 0 { return y }
    }
    return scene.height / 2
  }
}
