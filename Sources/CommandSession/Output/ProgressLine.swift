import KernelInterface
import Wording

/// How far a command is: what it does, the share done, the time left.
package struct ProgressLine {
  /// Of what is shown of it.
  package static let kind = "progress"

  package var what: String
  /// 0...1.
  package var share: Double
  /// nil while it cannot be estimated.
  var timeLeft: Duration?

  package var text: String { "\(what): \(Int((share * 100).rounded(.down)))%\(timeLeft.map(inWords) ?? "")" }

  package var data: DisplayData {
    let value = Double(Int(share * 1000)) / 1000
    return DisplayData(
      [.html("<div><progress max=\"1\" value=\"\(value)\"></progress> \(escapedMarkup(text))</div>"), .plain(text)],
      kind: Self.kind)
  }

  private func inWords(_ timeLeft: Duration) -> String {
    let seconds = timeLeft / .seconds(1)
    if seconds < 1 { return ", under a second left" }
    return seconds < 90
      ? ", about \(Int(seconds.rounded())) s left" : ", about \(Int((seconds / 60).rounded())) min left"
  }
}
