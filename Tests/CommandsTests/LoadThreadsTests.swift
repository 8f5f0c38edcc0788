import Foundation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Threads of %load") struct LoadThreadsTests {
  @Test("%config threads=1 holds for reading a file: nobody but the cell's own thread takes part")
  func oneThread() throws {
    let file = try CustomerFile("n,m\n" + (0..<80_000).map { "\($0),\($0 % 7)\n" }.joined())
    let cohort = CohortInterpreter(version: "test")
    cohort.shown("%config threads=1")
    let context = RecordingContext()
    guard case .finished = cohort.execute("%load \(file.path)", in: context) else {
      Issue.record("the file was not read")
      return
    }
    #expect(context.askingThreads == [UInt(pthread_self())])
  }
}
