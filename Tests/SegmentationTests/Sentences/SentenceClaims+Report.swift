extension SentenceClaims {
  /// What a report adds to what other commands say.
  static let report: [String: [SentenceClaim]] = [
    "Commands/Output/Report/Glossary.swift": [
      SentenceClaim(
        "How far two divisions", "The value in the middle",
        claim: "what a word means", by: "its definition; the word is on the page",
        shown: "the glossary has the words that occur, and no others")
    ],
    "Commands/Output/Report/ReportCards.swift": [
      SentenceClaim(
        "Of § segments, the § largest",
        claim: "how many have a card", by: "counted",
        shown: "the largest segments have cards, and the others are counted")
    ],
    "Commands/Output/Report/ReportContent.swift": [
      SentenceClaim(
        "There is one segment, and",
        claim: "all rows that are left are of one segment", by: "segments with rows counted",
        shown: "stability that was not measured is said so, with why")
    ],
    "Commands/Output/Report/ReportMaking.swift": [
      SentenceClaim(
        "These commands give the same", "The commands that are known",
        claim: "a new session in which they run has the same table, segments and map",
        by: "the stamps of the session's stages, followed back to what loaded the table",
        shown: "what they give has the same table, segments, names and map"),
      SentenceClaim(
        "Segments kept colours from", claim: "the colours are not those of a division made at once",
        by: "the order of the palette", shown: "segments that kept colours of an earlier division are said to"),
      SentenceClaim(
        "The map was stopped", claim: "its descent was interrupted", by: "the steps that were done",
        shown: "a map that was stopped is said to be"),
      SentenceClaim(
        "the file was written to", "the file is not there", "the table came from no file",
        claim: "whether the file is the one that was loaded", by: "its size and the moment of its last change",
        shown:
          "the file is named by its SHA-256; one that was written to since, or is gone, is said to be"),
    ],
    "Commands/Output/Rows/NotebookFile.swift": [
      SentenceClaim(
        "# A session", claim: "a new session in which the cells run has the same tables, segments and maps",
        by: "the stamps of the session's stages, followed back to what loaded each table",
        shown: "of a whole session every table stays with its segments, names and map, and the seed that was set last"),
      SentenceClaim(
        "Addresses are written without", claim: "a line held a password or a token",
        by: "the line as it was typed, beside the one that is kept", shown: "passwords are left out, and that is said"),
    ],
    "Commands/Output/Report/ReportMap.swift": [
      SentenceClaim(
        "The t-SNE map is out", "There is no t-SNE map", "§: this is the plane",
        claim: "which map this is", by: "the state of the session's map",
        shown: "without a map the plane of components stands in; a map that is out of date is said to be")
    ],
    "Commands/Output/Report/ReportStability.swift": [
      SentenceClaim(
        "Whether the segments come back", "§: rows were taken away",
        claim: "stability was not measured, and why", by: "what the session measured",
        shown: "stability that was not measured is said so, with why")
    ],
    "Commands/Output/Report/ReportSummary.swift": [
      SentenceClaim(
        "All § of §", "§ of the §", "The largest is §",
        claim: "how many customers are in segments, and in the largest", by: "counted",
        shown: "the summary has at most ten lines, and its numbers are those of the table and of the segments"),
      SentenceClaim(
        "Of all §, most are with", "First to do, §",
        claim: "which segment holds most of a total; the first advice for the segment of the highest risk",
        by: "sums over the table; the rules' conditions",
        shown:
          "who holds most of a total is found by sums over the table; the first advice is one of a card"),
      SentenceClaim(
        "Of §, § § stable when", "not to be trusted or acted on (§)",
        claim: "how many segments have a mean Jaccard coefficient of 0.75 or more", by: "the resamples of %stability",
        shown: "the summary has at most ten lines, and its numbers are those of the table and of the segments"),
    ],
  ]
}
