/// One thing to show, in as many forms as it has; a front end takes the best that it can show.
public struct DisplayData: Sendable, Equatable {
  /// One form of the thing. The order of the forms carries no meaning.
  public enum Form: Sendable, Equatable {
    case plain(String)
    case html(String)
    case markdown(String)
    /// A whole SVG document that stands alone.
    case svg(String)
    /// The bytes of a PNG file, and its size in CSS pixels.
    case png([UInt8], width: Int, height: Int)
    /// Any other MIME type, as UTF-8 text of JSON.
    case json(mimeType: String, text: String)
  }

  public var forms: [Form]
  /// What sort of thing it is, as a short word for file names: `hist`, `tsne`. Front ends do not see it.
  public var kind: String?

  public init(_ forms: [Form], kind: String? = nil) {
    self.forms = forms
    self.kind = kind
  }

  /// Plain text alone.
  public init(plain text: String) {
    self.forms = [.plain(text)]
  }

  /// The plain text form, empty when there is none.
  public var plainText: String {
    for case .plain(let text) in forms { return text }
    return ""
  }
}
