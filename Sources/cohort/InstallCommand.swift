import ArgumentParser
import FoundationEssentials

struct InstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Make Jupyter find this kernel.",
    discussion: "The kernelspec names this very program by its absolute path; install again after moving it.")

  @OptionGroup var location: KernelSpecLocation

  func run() throws {
    let folder = try location.folder(environment: ProcessInfo.processInfo.environment)
    // Two entries of a launcher must be told apart.
    let displayName = location.name == "cohort" ? "Cohort" : "Cohort (\(location.name))"
    let spec = KernelSpec(program: Program.path, displayName: displayName)
    try spec.install(in: folder)
    try Terminal().writeLine("Installed the kernel '\(location.name)' in \(folder.path)")
  }
}
