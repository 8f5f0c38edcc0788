import ArgumentParser

/// The program: a Jupyter kernel, what makes Jupyter find it, and the same language without Jupyter.
@main
struct Cohort: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "cohort",
    abstract: "Customer segmentation in a Jupyter notebook.",
    version: version,
    subcommands: [RunCommand.self, InstallCommand.self, UninstallCommand.self, KernelCommand.self])
}
