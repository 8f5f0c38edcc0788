extension Figure {
  /// An HTML document of one page as large as the drawing, to be printed: the drawing stays one, and its text stays text.
  public var sheet: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <title>\(escapedMarkup(title))</title>
    <style>
    @page{size:\(width)px \(height)px;margin:0}
    html,body{margin:0;padding:0}
    body{width:\(width)px;height:\(height)px;overflow:hidden}
    img{display:block}
    </style>
    </head>
    <body><img width="\(width)" height="\(height)" alt="\(escapedMarkup(description))" src="\(svgDataURI(svg))"></body>
    </html>

    """
  }
}
