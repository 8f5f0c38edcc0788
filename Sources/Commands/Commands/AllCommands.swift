import CommandSession

extension Registry {
  /// The commands of this version, in the order of help.
  static let standard = Registry(allCommands)
}

/// One entry for each `%command`; a new command is a file in this folder and a line here.
let allCommands: [any Command.Type] = [
  Load.self, Connect.self, Head.self, Tail.self, Sample.self, Describe.self,
  Missing.self, Corr.self, Kpi.self, Roles.self, Role.self,
  Filter.self, Derive.self, Drop.self, Rename.self, Fill.self, Reset.self, SQL.self, Rfm.self, TablesCommand.self,
  Use.self, Status.self, Undo.self,
  Prepare.self,
  Cluster.self, Compare.self, ElbowCommand.self, SilhouetteCommand.self, StabilityCommand.self,
  DendrogramCommand.self, Tsne.self, PCACommand.self, Explore.self, AppCommand.self,
  ProfileCommand.self, Hist.self, BoxCommand.self, ScatterCommand.self,
  InsightsCommand.self, Explain.self, Diff.self, Agree.self, Check.self, NameCommand.self, CustomerCommand.self,
  Save.self, Restore.self, Resume.self, Score.self, Export.self, Report.self,
  Help.self, Next.self, History.self, Seed.self, Time.self, Echo.self, Clear.self, Config.self, Version.self,
]
