import CommandSession
import Graphics
import KernelInterface

extension CommandContext {
  /// Shows a figure in the forms that `%config formats=` asks for; the line of text is always among them.
  ///
  /// A figure that cannot be rasterised comes without PNG, and the reason is reported once in a kernel's life. When the user
  /// interrupts meanwhile, nothing is shown and the command ends as interrupted.
  func show(_ figure: Figure) {
    output.stages.enter("drawing")
    // Widgets take markup alone, and have no use for an image in reserve.
    if runner.isOnWidgets {
      let enlarged = figure.enlarged(by: configuration.text.scale)
      return display(
        DisplayData(
          [.plain(figure.plain), .html(configuration.theme.framed(enlarged.htmlForWidget))], kind: figure.kind))
    }
    let figure = figure.enlarged(by: configuration.text.scale)
    let formats = configuration.formats
    let written = figure.forms
    var png: [UInt8]?
    var remark: String?
    if formats.contains(.png) {
      // The rasteriser draws a whole document in one call, 0.1 s for thousands of marks.
      do throws(CancellationError) {
        let made = try making { Result { () throws(RasterisationError) in try written.png() } }
        do { png = try made.get() } catch { remark = error.message }
      } catch {
        output.abandon()
        return
      }
    }
    var forms: [DisplayData.Form] = [.plain(figure.terminal)]
    for format in formats {
      switch format {
      case .html:
        forms.append(
          .html(figure.isTable ? configuration.framed(written.html) : configuration.theme.framed(written.html)))
      case .svg: forms.append(.svg(written.svg))
      case .png: if let png { forms.append(.png(png, width: figure.width, height: figure.height)) }
      }
    }
    display(DisplayData(forms, kind: figure.kind))
    if let remark { remarks.once(remark, on: output) }
  }

  /// Shows a figure and keeps it for `%export figure`.
  func show(_ figure: Figure, keptIn session: inout Session) {
    session.lastFigure = figure.enlarged(by: configuration.text.scale)
    show(figure)
  }

  /// Shows a figure while it forms: HTML only, the other forms come with the last one.
  func frame(_ figure: @autoclosure () -> Figure) {
    output.frame {
      let figure = figure()
      return DisplayData([
        .plain(figure.plain),
        .html(configuration.theme.framed(figure.enlarged(by: configuration.text.scale).htmlWithWords)),
      ])
    }
  }

  /// Shows a table.
  func show(_ table: HTMLTable) {
    output.stages.enter("drawing")
    display(DisplayData([.plain(table.plain), .html(configuration.framed(table.html))]))
  }

  /// How figures are drawn, by `%config`.
  var figureOptions: FigureOptions {
    FigureOptions(
      width: Double(configuration.width) / configuration.text.scale,
      height: configuration.height.map { Double($0) / configuration.text.scale },
      currency: configuration.currency)
  }
}

extension Configuration {
  /// Tables and reports in the colours and the size of words that were set.
  func framed(_ html: String) -> String {
    theme.framed(text == .normal ? html : "<div style=\"zoom:\(text.scale)\">\(html)</div>")
  }
}

extension Configuration.Theme {
  /// `html` on the ground of this theme, whatever the page's; `auto` leaves it to the page.
  func framed(_ html: String) -> String {
    switch self {
    case .auto: html
    case .light: frame(html, ground: "#ffffff", text: "#212121", muted: "#616161", axis: "#9e9e9e", grid: "#e3e3e3")
    case .dark: frame(html, ground: "#111111", text: "#e6e6e6", muted: "#a8a8a8", axis: "#7a7a7a", grid: "#3a3a3a")
    }
  }

  /// Figures take their colours from JupyterLab's variables, so setting these on a frame sets the colours.
  private func frame(
    _ html: String, ground: String, text: String, muted: String, axis: String, grid: String
  ) -> String {
    "<div style=\"--jp-layout-color0:\(ground);--jp-ui-font-color1:\(text);--jp-ui-font-color2:\(muted);"
      + "--jp-border-color1:\(axis);--jp-border-color2:\(grid);background:\(ground);color:\(text);padding:8px\">"
      + html + "</div>"
  }
}
