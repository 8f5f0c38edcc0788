import Foundation
import Testing

/// The measured data of 8,950 card customers that the project is judged by; it is no part of the package.
///
/// It is looked for where `COHORT_DATA` says and, where that is not set, at `../shared/data/cc_general.csv` beside the package. A
/// `COHORT_DATA` that leads nowhere is not made up for by the other file.
enum RealData {
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["COHORT_DATA"] { return path }
    let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    let package = (1...4).reduce(file) { folder, _ in folder.deletingLastPathComponent() }
    return package.appendingPathComponent("../shared/data/cc_general.csv").standardizedFileURL.path
  }()

  static var isThere: Bool { FileManager.default.isReadableFile(atPath: path) }
}

extension Trait where Self == ConditionTrait {
  /// On tests that have nothing to check without the real data: where it is missing they are skipped, and counted so.
  static var needsRealData: Self {
    .enabled(if: RealData.isThere, "the real data is not at \(RealData.path); COHORT_DATA says where it is")
  }
}
