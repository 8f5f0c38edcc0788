import Tables

/// Every source there is: files that an engine reads, then what `Tables` reads by itself, which takes what no other answers to.
public let allSources: [any TableSource.Type] = [EngineFileSource.self] + tableSources

extension TableSources {
  public static let all = TableSources(allSources)
}
