import Foundation
import Machine

/// Does one piece of work on one input, times it, and prints one line of JSON: seconds, peak memory, and a figure of
/// merit that proves the work was done.
///
/// `Peers/bench.py` runs it in turn with what a user would pick instead.
@main
struct Benchmarks {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "processor" {
      print("{\"compiled\": \"\(ProcessorLevel.compiled.description)\"}")
      return
    }
    if arguments.first == "fractions", arguments.count == 3 {
      do {
        for fraction in try Fractions.measure(Array(arguments.dropFirst())) { print(fraction.line) }
      } catch {
        fail("fractions: \(error)")
      }
      return
    }
    guard let name = arguments.first, let work = Work.all[name] else {
      fail(
        "usage: Benchmarks WORK INPUT [OPTION…]\n       Benchmarks processor\nwork: \(Work.all.keys.sorted().joined(separator: " "))"
      )
    }
    do {
      let result = try work(Array(arguments.dropFirst()))
      print(result.line(for: name))
    } catch {
      fail("\(name): \(error)")
    }
  }

  static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(2)
  }
}
