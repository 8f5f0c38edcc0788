/// A line to try on a `SampleSession`, and what makes the session ready for it.
struct CommandTrial {
  let line: String
  var before = ""

  init(_ line: String, after before: String = "") {
    self.line = line
    self.before = before
  }

  /// The command it runs.
  var name: String { String(line.dropFirst().prefix { $0 != " " }) }

  private static let connected = "%connect {folder}/shop.db as=shop"
  /// A table that stays in its database.
  private static let used = "\(connected)\n%use shop.customers"

  /// Each command at least once, with few segments, starts and resamples, so that what it costs is its own work.
  static let all = [
    CommandTrial("%load {file} as=again"), CommandTrial("%head 20"), CommandTrial("%tail 20"),
    CommandTrial("%sample 20"), CommandTrial("%connect {folder}/shop.db as=shop"),
    CommandTrial("%load shop.visits", after: "%connect {folder}/shop.db as=shop"),
    CommandTrial("%use shop.customers", after: connected), CommandTrial("%describe", after: used),
    CommandTrial("%hist BALANCE", after: used), CommandTrial("%missing", after: used),
    CommandTrial("%corr method=spearman", after: used), CommandTrial("%filter BALANCE > $limit / 10", after: used),
    CommandTrial("%sample 50 as=drawn", after: used), CommandTrial("%cluster k=3 method=kmeans", after: used),
    CommandTrial("%profile", after: "\(used)\n%cluster k=3 method=kmeans"),
    CommandTrial(
      "%score shop.customers to=shop.scored model={folder}/there.json replace=yes",
      after: "\(used)\n%cluster k=3 method=kmeans\n%save {folder}/there.json"),
    CommandTrial("%describe"), CommandTrial("%missing"), CommandTrial("%corr"), CommandTrial("%corr method=kendall"),
    CommandTrial("%roles"), CommandTrial("%role TENURE=ordered"),
    CommandTrial("%kpi"), CommandTrial("%filter BALANCE > $limit"),
    CommandTrial("%derive ratio = BALANCE / (PAYMENTS + 1)"),
    CommandTrial("%derive kind = CUST_ID || 'x'"), CommandTrial("%drop TENURE"),
    CommandTrial("%rename TENURE=months"), CommandTrial("%fill MINIMUM_PAYMENTS=median"),
    CommandTrial("%reset", after: "%filter BALANCE > 10"),
    CommandTrial("%sql as=result SELECT segment, count(*), avg(BALANCE) FROM customers GROUP BY segment"),
    CommandTrial("%sql as=result SELECT CUST_ID, BALANCE FROM customers ORDER BY BALANCE"), CommandTrial("%tables"),
    CommandTrial("%use other"), CommandTrial("%status"), CommandTrial("%undo", after: "%filter BALANCE > 10"),
    CommandTrial(
      "%rfm customer=who date=day amount=amount",
      after: """
        %config sql=sqlite
        %sql as=buys SELECT CUST_ID AS who, date('2024-01-01', '+' || (rowid % 300) || ' days') AS day, BALANCE AS amount FROM customers
        %use buys
        """),
    CommandTrial("%prepare scale=robust"), CommandTrial("%prepare missing=drop winsorize=1..99 pca=0.9"),
    CommandTrial("%cluster k=3 method=kmeans starts=1"), CommandTrial("%cluster k=3"),
    CommandTrial("%cluster k=3 method=mixture shape=diagonal"), CommandTrial("%cluster method=hdbscan size=10"),
    CommandTrial("%compare k=2..3 method=kmeans starts=1 resamples=1 references=1"),
    CommandTrial("%elbow k=1..3 method=kmeans"), CommandTrial("%silhouette 20"), CommandTrial("%stability resamples=1"),
    CommandTrial("%dendrogram"), CommandTrial("%tsne iterations=20 color=BALANCE perplexity=20"),
    CommandTrial("%tsne color=segment"),
    CommandTrial("%pca"), CommandTrial("%explore"), CommandTrial("%explore BALANCE"), CommandTrial("%app"),
    CommandTrial("%profile"),
    CommandTrial("%profile by=mean"),
    CommandTrial("%profile figure=snake"), CommandTrial("%hist BALANCE by=segment figure=ridges"),
    CommandTrial("%hist BALANCE CUST_ID"), CommandTrial("%hist BALANCE PAYMENTS"),
    CommandTrial("%hist BALANCE by=segment"), CommandTrial("%hist BALANCE by=TENURE"),
    CommandTrial("%box BALANCE"), CommandTrial("%scatter BALANCE PAYMENTS"),
    CommandTrial("%scatter BALANCE PAYMENTS color=PURCHASES"),
    CommandTrial("%insights"), CommandTrial("%explain"), CommandTrial("%diff 1 2"), CommandTrial("%agree ward"),
    CommandTrial("%check k=4 silhouette>0.2 facts=no"),
    CommandTrial("%name auto"),
    CommandTrial("%customer C20005"), CommandTrial("%save {folder}/again.json"),
    CommandTrial("%restore {folder}/model.json"), CommandTrial("%resume list"),
    CommandTrial("%score customers to={folder}/scored.csv as=scored"),
    CommandTrial("%score {file} model={folder}/model.json"),
    CommandTrial("%export table {folder}/table.csv"),
    CommandTrial("%sql SELECT count(*) FROM customers", after: "%config sql=sqlite"),
    CommandTrial("%export segments {folder}/segments.csv"),
    CommandTrial("%export model {folder}/model.sql"),
    CommandTrial("%export tree {folder}/tree.csv", after: "%cluster k=3"),
    CommandTrial("%export embedding {folder}/map.csv"), CommandTrial("%report {folder}/report.html"),
    CommandTrial("%export report {folder}/again.html"),
    CommandTrial("%export notebook {folder}/again.ipynb"),
    CommandTrial("%export figure {folder}/figure.svg"), CommandTrial("%export rules {folder}/rules.yaml"),
    CommandTrial("%help cluster"), CommandTrial("%next"), CommandTrial("%history"), CommandTrial("%seed 7"),
    CommandTrial("%time %describe BALANCE"),
    CommandTrial("%echo text"), CommandTrial("%clear"), CommandTrial("%config rows=20"), CommandTrial("%version"),
  ]
}
