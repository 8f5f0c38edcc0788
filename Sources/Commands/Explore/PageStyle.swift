/// What the pages of `%explore` and `%app` set differently from a front end's widgets.
enum PageStyle {
  /// The class of a page's outermost box.
  static let name = "cohort-page"

  /// The markup of a style sheet.
  ///
  /// Tabs get the ground that tables and figures have below, and buttons no more width than their words take, so that twelve of them
  /// stand in one line.
  static let sheet =
    "<style>.jupyter-widgets.\(name) .jupyter-widget-tab .widget-tab-contents{background:var(--jp-layout-color0,transparent)}"
    + ".jupyter-widgets.\(name) .widget-toggle-button{width:auto;min-width:3.2em}"
    + ".\(name) .\(choosable) tbody tr{cursor:pointer}</style>"

  /// The class of a table whose rows are chosen by a click.
  private static let choosable = "cohort-choose"

  /// A table with a row for each of the buttons that follow the first: a click on a row presses its button, and on the row of a
  /// pressed one the first. Where a page allows no scripts the buttons are there.
  static func choosingRows(_ table: String) -> String {
    let script = """
      const row=event.target.closest('tbody tr');let box=this;\
      while(row&&box&&!box.querySelector('.widget-toggle-button'))box=box.parentElement;\
      const buttons=row&&box?box.querySelectorAll('.widget-toggle-button'):[],button=buttons[row?row.sectionRowIndex+1:0];\
      if(button)(button.classList.contains('mod-active')?buttons[0]:button).click()
      """
    return "<div class=\"\(choosable)\" title=\"a click looks at one segment\" onclick=\"\(script)\">\(table)</div>"
  }
}
