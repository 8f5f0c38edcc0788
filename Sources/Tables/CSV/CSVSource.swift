import Machine

/// Delimited text: `.csv`, `.tsv`, and either compressed by gzip, whatever the files are called.
public struct CSVSource: TableSource {
  public static let summary = "a CSV, a TSV or their .gz"
  public static let endings = [".csv", ".tsv", ".csv.gz", ".tsv.gz"]
  public static let possibleEndings = [".txt", ".gz"]
  public static let keys: Set = [
    "delimiter", "decimal", "thousands", "encoding", "missing", "id", "repair", "dates", "skip", "header", "ragged",
  ]

  private let options: CSVOptions

  public init(_ options: LoadOptions) {
    var text = options.csv
    text.identifier = options.identifier
    self.options = text
  }

  public func table(at place: String, context: ComputeContext) throws(LoadError) -> Table {
    try CSVReader.read(path: place, options: options, context: context)
  }
}
