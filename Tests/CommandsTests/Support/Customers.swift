import Foundation
import Tables

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

/// A small file of customers in a folder of its own, removed with the value.
final class CustomerFile: Sendable {
  let path: String
  private let folder: URL

  init(_ text: String = CustomerFile.text, name: String = "customers.csv") throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("cohort-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent(name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    path = file.path
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static let text = """
    ID,BALANCE,BALANCE_FREQUENCY,Credit limit,city
    A,10.5,1,1000,Rome
    B,20,0.5,2000,Rome
    C,,1,3000,Pisa
    D,40,0.25,,Pisa

    """
}
