// swift-tools-version: 6.1
import Foundation
import PackageDescription

/// Set by make. Flags for the compiler make the numeric rooms fast and let tests optimise them; a package that comes with such
/// flags can be no other's dependency, so that they are not there unless they are asked for.
let isTuned = Context.environment["COHORT_TUNED"].map { !$0.isEmpty } ?? false

/// The level of the x86-64 psABI that the numeric rooms are compiled for: this machine's, so that loops over vectors fill its
/// registers, or what COHORT_PROCESSOR names (x86-64, x86-64-v3, x86-64-v4), for a program that goes to other machines. The same
/// bits come out at every level: nothing is contracted or summed in another order. The program refuses to run on less.
let processor: String? = {
  #if arch(x86_64)
    guard isTuned else { return "x86-64" }
    if let named = Context.environment["COHORT_PROCESSOR"], !named.isEmpty {
      // The program could not tell what another name stands for, and would not refuse where it cannot run.
      let known = ["x86-64", "x86-64-v3", "x86-64-v4"]
      guard known.contains(named) else { fatalError("COHORT_PROCESSOR=\(named) is none of \(known)") }
      return named
    }
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("flags") } ?? ""
    let flags = Set(line.split(whereSeparator: \.isWhitespace))
    guard flags.isSuperset(of: ["avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe"]) else { return "x86-64" }
    guard flags.isSuperset(of: ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]) else { return "x86-64-v3" }
    return "x86-64-v4"
  #else
    return nil
  #endif
}()

let processorName = SwiftSetting.define(
  "PROCESSOR_" + (processor ?? "").uppercased().replacingOccurrences(of: "-", with: "_"))
let vectors: [SwiftSetting] = isTuned ? processor.map { [.unsafeFlags(["-Xcc", "-march=\($0)"])] } ?? [] : []

// Tests run in the debug configuration, so that invariants are checked; the numeric rooms are optimised
// even there, with their assertions kept, because an unoptimised Ward of real data takes minutes.
let optimisedWithAssertions: [SwiftSetting] =
  isTuned ? [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))] : []

// The C library's square root sets `errno`, and a loop that might have to is not vectorised. Nobody reads it here.
let vectorisedRoots: [SwiftSetting] = isTuned ? [.unsafeFlags(["-Xcc", "-fno-math-errno"])] : []

// One target, one subject: the compiler keeps the arrows between them. Nothing analytical knows of
// Jupyter, nothing of Jupyter knows of clustering; only `cohort` knows both.
let package = Package(
  name: "Cohort",
  products: [
    .executable(name: "cohort", targets: ["cohort"]),
    // What other packages can build on: a kernel for a language of their own, and the numeric core. Tests/Outside does.
    .library(name: "JupyterKernel", targets: ["JupyterKernel", "KernelInterface"]),
    .library(name: "Analysis", targets: ["Analysis"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
  ],
  targets: [
    // What texts are made of: numbers, lists, JSON, markup.
    .target(name: "Wording"),

    // What computing asks of a machine: threads, memory, random numbers. Compiled for no level, since it finds out which one this
    // machine has; its loops' tools are compiled where they are used.
    .systemLibrary(name: "CProcessor"),
    .target(
      name: "Machine", dependencies: ["CProcessor"], swiftSettings: optimisedWithAssertions + [processorName]),

    // Databases of SQLite's: the history, SQL over tables, and files that are read.
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "SQLite", dependencies: ["CSQLite"]),

    // Jupyter
    .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
    .target(name: "ZeroMQ", dependencies: ["CZeroMQ"]),
    .target(
      name: "JupyterProtocol",
      dependencies: ["Wording", .product(name: "Crypto", package: "swift-crypto")]),
    .target(name: "KernelInterface"),
    // The front end's widgets as values, over comms.
    .target(name: "Widgets", dependencies: ["KernelInterface", "Wording"]),
    .target(
      name: "JupyterKernel",
      dependencies: [
        "CSQLite", "ZeroMQ", "JupyterProtocol", "KernelInterface", "Machine", "SQLite", "Wording",
        .product(name: "Logging", package: "swift-log"),
      ]),

    // Analysis
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
    .target(
      name: "Tables",
      dependencies: [
        "CExpat", "CSQLite", "CZlib", "Machine", "SQLite", "Wording", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: optimisedWithAssertions + vectors),
    .systemLibrary(name: "CVectors"),
    .target(
      name: "Analysis", dependencies: ["CVectors", "Machine", "Wording"],
      swiftSettings: optimisedWithAssertions + vectorisedRoots + vectors),
    .target(name: "Graphics", dependencies: ["CZlib", "Machine", "Wording"], swiftSettings: optimisedWithAssertions),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .target(
      name: "Segmentation", dependencies: ["CYAML", "Machine", "Tables", "Analysis", "Wording"],
      swiftSettings: optimisedWithAssertions),

    // Databases, and files that an engine reads: drivers of ADBC, which hand over columns as Arrow lays them out.
    .systemLibrary(name: "CArrow"),
    .target(
      name: "Warehouse", dependencies: ["CArrow", "Machine", "Tables", "Wording"],
      swiftSettings: optimisedWithAssertions),

    // Tables that stay in their database: what is asked of them there.
    .target(
      name: "Remote", dependencies: ["Machine", "Tables", "Analysis", "Segmentation", "Warehouse", "Wording"],
      swiftSettings: optimisedWithAssertions),

    // The language: what can be typed; the session that commands work on; the commands. Then the program that wires all together.
    .target(name: "CommandLanguage", dependencies: ["KernelInterface", "Wording"]),
    .target(
      name: "CommandSession",
      dependencies: [
        "CommandLanguage", "KernelInterface", "Tables", "Analysis", "Graphics", "Machine", "Remote", "Segmentation",
        "Warehouse", "Widgets", "Wording",
      ]),
    .target(
      name: "Commands",
      dependencies: [
        "CommandLanguage", "CommandSession", "KernelInterface", "Tables", "Analysis", "Graphics", "Machine", "Remote",
        "Segmentation", "Warehouse", "Widgets", "Wording", .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .executableTarget(
      name: "cohort",
      dependencies: [
        "CommandLanguage", "CommandSession", "Commands", "JupyterKernel", "JupyterProtocol", "KernelInterface",
        "Machine", "Tables", "Wording",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      // kernel.json (a link to the one at the top) and the logos travel inside the program.
      resources: [.embedInCode("Resources")],
      // A fixed address spares 88,000 relocations at each start, and a client that connects before the kernel listens
      // waits a tenth of a second for its next try. No library that is loaded later asks for the program's own names: without
      // them it is 2 MB smaller, and a megabyte less of it is in memory.
      linkerSettings: isTuned
        ? [.unsafeFlags(["-Xlinker", "-no-pie", "-Xlinker", "--no-export-dynamic"], .when(configuration: .release))]
        : []),

    // What README claims, measured beside what a user would pick instead: `make bench`.
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Commands", "CommandSession", "KernelInterface", "Tables", "Analysis", "Machine", "Segmentation", "Warehouse",
      ],
      exclude: ["Peers"],
      swiftSettings: vectors + [processorName]),

    // Inputs that nobody would write: thousands in the tests, millions in `make soak`.
    .target(name: "Fuzzing", dependencies: ["Machine"], path: "Tests/Fuzzing"),

    .testTarget(name: "MachineTests", dependencies: ["CProcessor", "Machine"]),
    .testTarget(name: "WordingTests", dependencies: ["Wording"]),
    .testTarget(name: "ZeroMQTests", dependencies: ["ZeroMQ"]),
    .testTarget(name: "JupyterProtocolTests", dependencies: ["Fuzzing", "JupyterProtocol", "Wording"]),
    .testTarget(
      name: "JupyterKernelTests",
      dependencies: ["JupyterKernel", "JupyterProtocol", "KernelInterface", "Machine", "SQLite", "ZeroMQ"]),
    .testTarget(name: "SQLiteTests", dependencies: ["CSQLite", "SQLite"]),
    .testTarget(name: "WidgetsTests", dependencies: ["KernelInterface", "Widgets", "Wording"]),
    .testTarget(name: "TablesTests", dependencies: ["CZlib", "Fuzzing", "Machine", "Tables", "Wording"]),
    // Values of other programs, read from the source folder; Tests/Reference/make.py writes them.
    .testTarget(name: "AnalysisTests", dependencies: ["Analysis", "Machine"], exclude: ["Reference"]),
    // The figures that the tests compare with are read from the source folder, where they are also rewritten.
    .testTarget(name: "GraphicsTests", dependencies: ["Graphics"], exclude: ["Snapshots"]),
    .testTarget(
      name: "WarehouseTests",
      dependencies: [
        "CArrow", "Fuzzing", "Machine", "SQLite", "Tables", "Warehouse", "Wording",
      ]),
    .testTarget(
      name: "RemoteTests",
      dependencies: [
        "Analysis", "Machine", "Remote", "Segmentation", "SQLite", "Tables", "Warehouse", "Wording",
      ]),
    .testTarget(
      name: "SegmentationTests", dependencies: ["Fuzzing", "Segmentation", "Machine", "Tables", "Analysis", "Wording"]),
    .testTarget(
      name: "CommandLanguageTests",
      dependencies: ["CommandLanguage", "CommandSession", "Commands", "KernelInterface", "Wording"]),
    .testTarget(name: "CommandSessionTests", dependencies: ["CommandLanguage", "CommandSession"]),
    .testTarget(
      name: "CommandsTests",
      dependencies: [
        "CommandLanguage", "CommandSession", "Commands", "Fuzzing", "KernelInterface", "Tables", "Analysis", "Graphics",
        "Machine", "Segmentation", "SQLite", "Warehouse", "Wording",
      ]),
    .testTarget(name: "cohortTests", dependencies: ["cohort", "KernelInterface"]),
  ],
  swiftLanguageModes: [.v6]
)
