/// What a mark is painted with: a colour of its own, or one that follows the page's theme.
package enum Paint: Sendable, Hashable {
  case color(Color)
  case theme(ThemeColor)

  /// The colour where there is no page.
  var literal: Color {
    switch self {
    case .color(let color): color
    case .theme(let role): role.literal
    }
  }

  package static let text = Paint.theme(.text)
  package static let muted = Paint.theme(.muted)
  package static let axis = Paint.theme(.axis)
  package static let grid = Paint.theme(.grid)
  package static let page = Paint.theme(.page)
}

/// The roles that a page's theme gives a colour to.
package enum ThemeColor: String, Sendable, Hashable, CaseIterable {
  /// Titles, labels, values.
  case text = "t"
  /// Subtitles, tick labels, notes.
  case muted = "m"
  /// Axis lines and outlines.
  case axis = "a"
  /// Lines that only guide the eye.
  case grid = "g"
  /// The ground that the figure lies on.
  case page = "p"

  /// The CSS value: JupyterLab's variable, else VS Code's, else one that suits any page.
  var css: String {
    switch self {
    case .text: "var(--jp-ui-font-color1,var(--vscode-editor-foreground,currentColor))"
    case .muted: "var(--jp-ui-font-color2,var(--vscode-descriptionForeground,#767676))"
    case .axis: "var(--jp-border-color1,#949494)"
    case .grid: "var(--jp-border-color2,rgba(128,128,128,.26))"
    case .page: "var(--jp-layout-color0,var(--vscode-editor-background,Canvas))"
    }
  }

  /// The colour where there is no page: on an opaque light ground.
  var literal: Color {
    switch self {
    case .text: Color(0x212121)
    case .muted: Color(0x616161)
    case .axis: Color(0x9E9E9E)
    case .grid: Color(0xE3E3E3)
    case .page: Color(0xFFFFFF)
    }
  }
}
