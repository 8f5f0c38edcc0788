/// The style sheet of a report: light, dark where a screen asks for it, and always light on paper.
struct ReportPageStyle {
  let paper: ReportPage.Paper?

  var css: String {
    [Self.light, Self.screen, Self.cards, Self.broad, Self.narrow, Self.dark, print].joined(separator: "\n")
  }

  /// Tables and drawings take their colours from JupyterLab's names for them.
  private static func colours(
    ground: String, text: String, muted: String, axis: String, grid: String, stripe: String, scheme: String
  ) -> String {
    ":root{--jp-layout-color0:\(ground);--jp-ui-font-color1:\(text);--jp-ui-font-color2:\(muted);"
      + "--jp-border-color1:\(axis);--jp-border-color2:\(grid);--jp-rendermime-table-row-background:\(stripe);"
      + "--jp-ui-font-family:\(font);color-scheme:\(scheme)}"
  }

  private static let font = "\"Liberation Sans\",Arial,Helvetica,sans-serif"

  private static let light = colours(
    ground: "#fff", text: "#1f1f1f", muted: "#5c5c5c", axis: "#9e9e9e", grid: "#e3e3e3", stripe: "rgba(0,0,0,.025)",
    scheme: "light")

  private static let dark =
    "@media screen and (prefers-color-scheme:dark){"
    + colours(
      ground: "#161616", text: "#e8e8e8", muted: "#adadad", axis: "#7a7a7a", grid: "#3a3a3a",
      stripe: "rgba(255,255,255,.035)", scheme: "dark")
    + "}"

  private static let screen = """
    *{box-sizing:border-box}
    html{background:var(--jp-layout-color0);color:var(--jp-ui-font-color1);-webkit-text-size-adjust:100%}
    body{font:15px/1.55 var(--jp-ui-font-family);max-width:680px;margin:0 auto;padding:56px 20px 72px;overflow-wrap:break-word}
    h1{font-size:30px;line-height:1.2;font-weight:600;margin:0 0 8px}
    h2{font-size:21px;line-height:1.3;font-weight:600;margin:56px 0 12px}
    h3{font-size:17px;line-height:1.3;font-weight:600;margin:0 0 4px}
    p{margin:0 0 12px}
    .sub,.note,footer{color:var(--jp-ui-font-color2)}
    .note,footer{font-size:12px;line-height:1.5}
    footer{margin-top:56px;border-top:1px solid var(--jp-border-color2);padding-top:12px}
    a{color:inherit;text-decoration-color:var(--jp-border-color1);text-underline-offset:2px}
    a:focus-visible,[tabindex]:focus-visible{outline:2px solid #2b83ba;outline-offset:2px}
    ul{margin:0 0 16px;padding-left:18px}
    li{margin:4px 0}
    nav{margin:32px 0 0;border-top:1px solid var(--jp-border-color2);border-bottom:1px solid var(--jp-border-color2);padding:14px 0}
    nav h2{font-size:15px;margin:0 0 4px}
    nav ul{list-style:none;padding:0;margin:0}
    nav ul ul{padding-left:18px}
    nav li{margin:2px 0}
    figure{margin:24px 0 28px}
    figure .fig-title{font-weight:600;margin:0 0 4px}
    figure ul{margin:10px 0 8px}
    .wide{overflow-x:auto}
    .wide>div{overflow:visible!important}
    .drawing .wide{margin:0 -\(coordinate(FigureFrame.margin))px}
    .drawing svg,.drawing img{display:block}
    .table th:first-child,.table td:first-child{padding-left:0!important}
    .table table{margin:0!important}
    .table .t{min-width:14em!important;overflow-wrap:anywhere}
    pre{font:13px/1.6 "Liberation Mono",Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere;margin:0 0 16px;\
    padding:12px 14px;border:1px solid var(--jp-border-color2);border-radius:4px}
    dl{margin:0 0 16px}
    dl div{display:grid;grid-template-columns:170px 1fr;gap:0 16px;padding:6px 0;border-bottom:1px solid var(--jp-border-color2)}
    dt{font-weight:600}
    dd{margin:0;overflow-wrap:anywhere}
    """

  private static let cards =
    SegmentReportPage.rules(within: ".card")
    + ".card h4{font-size:12px;font-weight:600;margin:10px 0 3px;color:var(--jp-ui-font-color2)}"
    // The figures take more room than the advice, and what is too long goes on in a next line.
    + ".card .g{grid-template-columns:minmax(0,6fr) minmax(0,5fr);gap:0 24px}.card section{margin:0 0 16px!important}"
    + ".card th,.card td{white-space:normal;padding:2px 4px}"
    + ".one{margin:0 0 40px}"

  /// Small screens scroll what is drawn, so that its letters stay as large as they are.
  private static let narrow = """
    @media screen and (max-width:640px){
    body{padding:32px 16px 48px}
    .card .g{grid-template-columns:minmax(0,1fr)}
    h1{font-size:24px}
    .drawing svg,.drawing img{max-width:none!important;width:600px;height:auto}
    dl div{grid-template-columns:1fr}
    }
    """

  /// Wide tables reach beyond the column of text where a screen leaves room on its right.
  private static let broad = """
    @media screen and (min-width:900px){
    .table>.wide{width:max-content;min-width:100%;max-width:min(50vw + 300px,960px)}
    }
    """

  /// Chromium cuts off what reaches into the page's margin, as drawings do by their own: body leaves it to them.
  private var print: String {
    """
    @page{\(paper.map { "size:\($0.css);" } ?? "")margin:14mm 15mm 16mm;@bottom-right{content:counter(page) " / " counter(pages);\
    padding-right:3mm;font:8pt \(Self.font);color:#5c5c5c}}
    @media print{
    html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    body{max-width:none;padding:0 3mm;font-size:10.5pt;line-height:1.45}
    h1{font-size:22pt}
    h2{font-size:15pt;margin-top:28pt}
    h2,h3,.fig-title,section>p:not(.note){break-after:avoid}
    .turn{break-before:page}
    .turn>h2:first-child{margin-top:0}
    .turn.one{margin-top:0}
    p,li,tr,dl div,.drawing,.whole,pre,.card section{break-inside:avoid}
    nav>ul{columns:2}
    nav ul ul li{break-inside:avoid}
    figure{margin:12pt 0 16pt}
    figure ul{font-size:9.5pt}
    .note{font-size:8pt;break-before:avoid}
    p,li{orphans:3;widows:3}
    a{text-decoration:none}
    .wide,.wide>div{overflow:visible!important}
    .drawing svg,.drawing img{width:100%!important;height:auto!important}
    .card{font-size:10.5px}
    .card section{font-size:10.5px;line-height:1.32}
    .card h4,.card h5{font-size:10.5px;margin-top:7px}
    .card table{font-size:10.5px}
    .one{margin:0 0 16px}
    .one figure{margin:10px 0 0}
    .one figure ul{font-size:8.5pt;line-height:1.35;margin:4px 0 0}
    .one .fig-title{font-size:9.5pt;margin:0}
    .card section{margin:0 0 10px!important}
    .one .drawing .wide{margin-top:-8px}
    dl div{padding:4px 0;font-size:9.5pt}
    footer{margin-top:24pt}
    }
    """
  }
}
