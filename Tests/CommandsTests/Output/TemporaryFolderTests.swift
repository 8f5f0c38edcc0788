import Foundation
import Testing

@testable import Commands

@Suite("A temporary folder")
struct TemporaryFolderTests {
  @Test("goes with its value; that of a killed process goes with the next, that of a living one and what is none stay")
  func leftovers() throws {
    let place = try CustomerFile()
    let parent = URL(fileURLWithPath: place.path).deletingLastPathComponent().path
    let names = ["cohort-4000000-abcdef", "cohort-\(getppid())-abcdef", "cohort-4000000-abcdefg", "cohort-abcdef"]
    for name in names {
      try FileManager.default.createDirectory(atPath: "\(parent)/\(name)", withIntermediateDirectories: true)
      try Data("row".utf8).write(to: URL(fileURLWithPath: "\(parent)/\(name)/customers.csv"))
    }
    let first = try TemporaryFolder(in: parent)
    let path: String
    do {
      let second = try TemporaryFolder(in: parent)
      path = second.path
      #expect(FileManager.default.fileExists(atPath: path))
      #expect(FileManager.default.fileExists(atPath: first.path))
    }
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(names.map { FileManager.default.fileExists(atPath: "\(parent)/\($0)") } == [false, true, true, true])
    withExtendedLifetime((first, place)) {}
  }
}
