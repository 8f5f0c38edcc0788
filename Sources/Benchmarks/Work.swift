import Analysis
import CommandSession
import Commands
import Foundation
import Segmentation
import Tables
import Warehouse

/// Every piece of work by the name it is called with.
enum Work {
  static let context = ComputeContext(threads: ProcessInfo.processInfo.activeProcessorCount)

  static let all: [String: @Sendable ([String]) throws -> Measurement] = [
    "load": load,
    "load-file": loadFile,
    "load-database": loadDatabase,
    "ward": { try linkage(.ward, $0) },
    "average": { try linkage(.average, $0) },
    "complete": { try linkage(.complete, $0) },
    "single": { try linkage(.single, $0) },
    "silhouette": silhouette,
    "kmeans": kMeans,
    "mixture": mixture,
    "hdbscan": hdbscan,
    "tsne": tsne,
    "cell": cell,
    "sample": sample,
  ]

  /// `load CSV`; the merit is rows × columns.
  private static func load(_ arguments: [String]) throws -> Measurement {
    try Measurement {
      let table = try CSVReader.read(
        path: arguments[0], options: CSVOptions(), context: context)
      return Double(table.rowCount * table.columns.count)
    }
  }

  /// `load-file FILE SMALL`: what an engine reads; a small file of the kind is read before, which loads the engine. The merit is
  /// rows × columns.
  private static func loadFile(_ arguments: [String]) throws -> Measurement {
    let source = TableSources.all.source(for: arguments[0]).init(LoadOptions())
    _ = try source.table(at: arguments[1], context: context)
    return try Measurement {
      let table = try source.table(at: arguments[0], context: context)
      return Double(table.rowCount * table.columns.count)
    }
  }

  /// `load-database TABLE URI`: over a connection that is there; the merit is rows × columns.
  private static func loadDatabase(_ arguments: [String]) throws -> Measurement {
    let database = try DatabaseAddress(arguments[1]).connect(context: context)
    return try Measurement {
      let (columns, notices) = try database.load(arguments[0], from: "bench", context: context)
      let table = try Table(of: columns, named: arguments[0], from: "bench", identifier: nil, notices: notices)
      return Double(table.rowCount * table.columns.count)
    }
  }

  /// `ward FEATURES`; the merit is the sum of heights.
  private static func linkage(_ linkage: Linkage, _ arguments: [String]) throws -> Measurement {
    let features = try Features.read(arguments[0])
    return try Measurement {
      try hierarchicalClustering(of: features, linkage: linkage, context: context).merges.reduce(0) { $0 + $1.height }
    }
  }

  /// `silhouette FEATURES LABELS`; labels are numbers, one a line.
  private static func silhouette(_ arguments: [String]) throws -> Measurement {
    let features = try Features.read(arguments[0])
    let labels = try String(contentsOfFile: arguments[1], encoding: .utf8).split(separator: "\n").compactMap { Int($0) }
    return try Measurement { try Analysis.silhouette(of: features, labels: labels, context: context).mean }
  }

  /// `kmeans FEATURES K STARTS`; the merit is the inertia.
  private static func kMeans(_ arguments: [String]) throws -> Measurement {
    let features = try Features.read(arguments[0])
    let (k, starts) = (Int(arguments[1]) ?? 4, Int(arguments[2]) ?? 10)
    return try Measurement {
      try Analysis.kMeans(of: features, k: k, starts: starts, seed: 42, context: context).inertia
    }
  }

  /// `mixture FEATURES LABELS`: full covariances from the clusters named, within scikit-learn's limits; the merit is the mean
  /// log-likelihood.
  private static func mixture(_ arguments: [String]) throws -> Measurement {
    let features = try Features.read(arguments[0])
    let labels = try String(contentsOfFile: arguments[1], encoding: .utf8).split(separator: "\n").compactMap { Int($0) }
    return try Measurement {
      try gaussianMixture(
        of: features, k: (labels.max() ?? 0) + 1, shape: .full, startingLabels: [labels], limits: .scikitLearn,
        context: context
      ).meanLogLikelihood
    }
  }

  /// `hdbscan FEATURES SIZE SAMPLES`; the merit is the number of clusters and the share of noise.
  private static func hdbscan(_ arguments: [String]) throws -> Measurement {
    let features = try Features.read(arguments[0])
    let (size, samples) = (Int(arguments[1]) ?? 50, Int(arguments[2]) ?? 50)
    return try Measurement {
      let found = try Analysis.hdbscan(of: features, minClusterSize: size, minSamples: samples, context: context)
      return Double(found.clusterCount) + Double(found.noiseCount) / Double(features.rowCount)
    }
  }

  /// `tsne FEATURES SEED [STEPS] [MAP]`; the merit is the divergence, exact up to 200,000 rows. Writes the map as CSV.
  private static func tsne(_ arguments: [String]) throws -> Measurement {
    let features = try Features.read(arguments[0])
    let seed = UInt64(arguments[1]) ?? 42
    let parameters = arguments.dropFirst(2).first.flatMap { Int($0) }.map {
      TSNE.Parameters(iterations: $0, seed: seed)
    }
    var map: Embedding?
    let measurement = try Measurement {
      let embedding = try TSNE.embed(features, parameters: parameters ?? TSNE.Parameters(seed: seed), context: context)
      map = embedding
      return embedding.klDivergence
    }
    if let map, let path = arguments.dropFirst(parameters == nil ? 2 : 3).first {
      let rows = zip(map.x, map.y).map { "\($0),\($1)" }
      try (["x,y"] + rows).joined(separator: "\n").write(toFile: path, atomically: false, encoding: .utf8)
    }
    return measurement
  }

  /// `cell SETUP CELL [PATTERN]`: commands as an analyst types them, set apart by line breaks; only the second is timed. The
  /// merit is the mean of the numbers that the pattern captures in the plain text shown, without one the bytes shown.
  private static func cell(_ arguments: [String]) throws -> Measurement {
    let interpreter = CohortInterpreter(version: "benchmark")
    let context = SilentContext()
    if !arguments[0].isEmpty { try context.run(arguments[0], with: interpreter) }
    let pattern = try arguments.dropFirst(2).first.map { try Regex($0, as: (Substring, Substring).self) }
    let before = context.bytes
    var measurement = try Measurement {
      try context.run(arguments[1], with: interpreter)
      return Double(context.bytes - before)
    }
    if let pattern {
      let numbers = context.text.matches(of: pattern).compactMap { Double($0.output.1) }
      measurement.merit = numbers.reduce(0, +) / Double(numbers.count)
    }
    return measurement
  }

  /// `sample ROWS FILE`: writes rows of the built-in sample as CSV; the merit is their number.
  private static func sample(_ arguments: [String]) throws -> Measurement {
    let rows = Int(arguments[0]) ?? SampleData.defaultRows
    return try Measurement {
      try CSVWriter.write(
        SampleData.creditCards(rows: rows), to: arguments[1], protecting: [], isCancelled: { false })
      return Double(rows)
    }
  }
}
