import CommandLanguage
import CommandSession
import Segmentation
import Tables

/// Before there are segments.
extension NextRule {
  static let loading = [
    NextRule { situation in
      guard let remote = situation.session.remote?.value else { return nil }
      let name = remote.table.name
      guard let fit = remote.fit, remote.isCurrent else {
        return NextStep(
          line: "%cluster k=4 method=kmeans", does: "divides the rows of \(name) into segments, where they are",
          reason: "\(count(remote.table.rowCount, "row")) stay in their database; %sample N brings some here")
      }
      return NextStep(
        line: "%profile",
        does: "sets the \(count(fit.k, "segment")) of \(name) side by side; %score makes a table of them there")
    },
    NextRule { situation in
      guard situation.table == nil, situation.session.remote == nil else { return nil }
      return NextStep(
        line: "%load", does: "reads the built-in sample of card customers; a file's name behind it reads that file")
    },
    // One row a purchase makes no segments of customers.
    NextRule { situation in
      guard situation.isFresh, let table = situation.table, table.rowCount <= mostSearched,
        table.name.lowercased() != "rfm", !situation.hasSeen("rfm", of: .table),
        let offer = Rfm.Offer(for: table)
      else { return nil }
      return NextStep(
        line: offer.line, does: "makes one row a customer of these purchases", reason: offer.reason, subject: .table)
    },
    NextRule { situation in
      guard situation.isFresh, let least = situation.leastComplete, !situation.hasSeen("missing", of: .table)
      else { return nil }
      return NextStep(
        line: "%missing", does: "shows what is missing with what, and how those rows differ",
        reason: "\(NumberText.percent(least.share)) of \(least.name) is missing", subject: .table)
    },
    NextRule { situation in
      guard situation.isFresh, let table = situation.table, !situation.hasSeen("describe", of: .table) else {
        return nil
      }
      return NextStep(
        line: "%describe", does: "puts every column in one row",
        reason: "what is skewed or mostly zero among \(count(table.columns.count, "column")) shows there",
        subject: .table)
    },
  ]

  /// Rows of which lists of purchases are looked for.
  private static let mostSearched = 200_000

  static let preparing = [
    NextRule { situation in
      guard situation.isFresh, let table = situation.table, !situation.canBePrepared,
        !situation.hasSeen("roles", of: .table)
      else { return nil }
      return NextStep(
        line: "%roles", does: "says what each column is",
        reason: situation.measures.isEmpty
          ? "none of \(count(table.columns.count, "column")) is segmented by as it stands"
          : "\(count(table.rowCount, "row")) \(table.rowCount == 1 ? "makes" : "make") no segments",
        subject: .table)
    },
    NextRule { situation in
      guard situation.isFresh, situation.canBePrepared, let table = situation.table else { return nil }
      if situation.session.state(of: .features) == .stale {
        return NextStep(
          line: "%prepare", does: "makes the features anew", reason: "what they were made from has changed since",
          subject: .table)
      }
      return NextStep(
        line: "%prepare", does: "makes comparable features of the columns",
        reason: "\(NumberText.count(situation.measures.count)) of \(count(table.columns.count, "column")) can be "
          + "segmented by",
        subject: .table)
    },
  ]

  static let clustering = [
    NextRule { situation in
      guard situation.segmentation == nil, situation.session.state(of: .features) == .current,
        let preparation = try? situation.session.features(), preparation.rows.count >= Situation.fewestRows
      else { return nil }
      let customers = "\(NumberText.count(preparation.rows.count)) customers"
      guard situation.growsTreeSoon else {
        return NextStep(
          line: "%cluster method=kmeans", does: "divides the customers into segments",
          reason: "k-means is soon done with \(customers)", subject: .features)
      }
      return NextStep(
        line: "%cluster", does: "divides \(customers) into segments, and up to five measures vote on how many",
        subject: .features)
    }
  ]
}
