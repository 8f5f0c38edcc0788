import FoundationEssentials
import JupyterProtocol
import KernelInterface
import Wording

/// `DisplayData` as front ends take it: MIME types with their content, and what they are to know about them.
struct MIMEBundle {
  var data: [String: JSONValue] = [:]
  var metadata: [String: JSONValue] = [:]

  init(_ display: DisplayData) {
    for form in display.forms {
      switch form {
      case .plain(let text): data["text/plain"] = .string(text)
      case .html(let text): data["text/html"] = .string(text)
      case .markdown(let text): data["text/markdown"] = .string(text)
      case .svg(let text): data["image/svg+xml"] = .string(text)
      case .png(let bytes, let width, let height):
        data["image/png"] = .string(Data(bytes).base64EncodedString())
        metadata["image/png"] = ["width": .integer(width), "height": .integer(height)]
      case .json(let mimeType, let text):
        // Front ends look types up by name; a parameter such as `;charset=utf-8` would hide the form from them.
        let name = mimeType.prefix { $0 != ";" }.trimmed
        data[name] = (try? JSON.decode(JSONValue.self, from: Array(text.utf8))) ?? .string(text)
      }
    }
  }
}
