import ArgumentParser
import FoundationEssentials

struct UninstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Take back what `cohort install` wrote.",
    discussion: "Give the options that `cohort install` was given.")

  @OptionGroup var location: KernelSpecLocation

  func run() throws {
    let folder = try location.folder(environment: ProcessInfo.processInfo.environment)
    try KernelSpec.uninstall(from: folder)
    try Terminal().writeLine("Removed the kernel '\(location.name)' from \(folder.path)")
  }
}
