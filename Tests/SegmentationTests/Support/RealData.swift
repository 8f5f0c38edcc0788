import Foundation
import Tables

/// The real credit-card data, which is no part of the package: beside it, or where `COHORT_DATA` says.
enum RealData {
  /// The table, or nil (said loudly) where the file is not.
  static func table() throws -> Table? {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path =
      ProcessInfo.processInfo.environment["COHORT_DATA"]
      ?? package.appending(path: "../shared/data/cc_general.csv").path()
    guard FileManager.default.isReadableFile(atPath: path) else {
      print("NOT RUN: the real data is not at \(path); set COHORT_DATA to its path")
      return nil
    }
    return try CSVReader.read(path: path)
  }
}
