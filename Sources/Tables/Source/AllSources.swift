/// Every source of this room, in the order in which they are asked; a new one is a file and a line here.
///
/// The last one gets every place that no other answers to: most that have an ending of their own are text, and it says what a file
/// is that is not.
public let tableSources: [any TableSource.Type] = [
  XLSXSource.self,
  JSONLinesSource.self,
  CSVSource.self,
]
