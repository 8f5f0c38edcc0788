import JupyterProtocol
import KernelInterface
import Wording

/// Voilà makes a page of a notebook, and by default puts a sentence of its own in the place of any error.
///
/// https://voila.readthedocs.io
enum Voila {
  /// Whether Voilà has started this process: it tells its kernels whether they were started ahead of time.
  static func isServed(by environment: [String: String]) -> Bool { environment["VOILA_PREHEAT"] != nil }
}

extension DisplayData {
  /// An error as other output, for where errors are not shown.
  init(error: ErrorReport) {
    let text = error.lines.map(\.withoutColours).joined(separator: "\n")
    self.init([.html("<pre>\(escapedMarkup(text, keepsLines: true))</pre>"), .plain(text)])
  }
}

extension String {
  /// Without the sequences that colour text on terminals (ECMA-48, SGR).
  fileprivate var withoutColours: String { replacing(#/\u{1B}\[[0-9;]*m/#, with: "") }
}
