/// Rows and columns of panels of a readable size.
struct PanelGrid {
  let rows: Int
  let columns: Int

  init(count: Int, width: Double, narrowest: Double = 230) {
    let most = max(1, Int(width / narrowest))
    // Four stand better two by two than three and one.
    columns = max(1, count == 4 ? min(2, most) : min(count, most))
    rows = max(1, (max(1, count) + columns - 1) / columns)
  }

  func box(_ i: Int, in content: Box, gap: Double = 18) -> Box {
    let width = (content.width - gap * Double(columns - 1)) / Double(columns)
    let height = content.height / Double(rows)
    return Box(
      x: content.left + Double(i % columns) * (width + gap), y: content.top + Double(i / columns) * height,
      width: width, height: height)
  }
}
