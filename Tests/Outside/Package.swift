// swift-tools-version: 6.1
import PackageDescription

// A package that depends on Cohort's libraries by version, as a stranger would. COHORT_REPOSITORY is a clone with that version.
let package = Package(
  name: "Outside",
  dependencies: [.package(url: Context.environment["COHORT_REPOSITORY"] ?? "", exact: "0.1.0")],
  targets: [
    .executableTarget(name: "echo", dependencies: [.product(name: "JupyterKernel", package: "cohort")]),
    .executableTarget(name: "numbers", dependencies: [.product(name: "Analysis", package: "cohort")]),
  ],
  swiftLanguageModes: [.v6]
)
