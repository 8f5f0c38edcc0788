import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Remote
import Segmentation
import Tables

extension Cluster {
  /// Divides a table that stays in its database, where it is.
  func divide(
    _ remote: RemoteTable, _ options: ClusterOptions, in session: inout Session, _ context: CommandContext
  ) throws {
    guard case .fixed(let k) = options.k else {
      throw Mistake(
        .refused(
          name: "MissingArgument",
          message: "how many segments \(remote.name) has is not looked for in its database",
          remedy: "%cluster k=4; %sample 50000, then %elbow, helps to choose"))
    }
    let engine = try session.engine(of: remote)
    let compute = context.compute("finding segments in \(remote.connection)")
    let fit: RemoteFit
    do {
      switch options.method {
      case is KMeansMethod:
        fit = try engine.keepingLittle { try remote.kMeans(k: k, seed: options.seed, engine, context: compute) }
      case let method as HierarchicalMethod where method.linkage == .ward:
        fit = try engine.keepingLittle { try remote.ward(k: k, seed: options.seed, engine, context: compute) }
      default:
        throw Mistake(
          .refused(
            name: "StaysInDatabase",
            message: "\(remote.name) stays in its database, where \(options.method.noun) is not to be had",
            remedy: "method=kmeans and Ward's linkage work there; %sample 50000 brings rows here"), at: .key("method"))
      }
    } catch let error as SQLModelError {
      throw Mistake(.refused(name: "NotInSQL", message: error.message, remedy: error.remedy))
    }
    session.setRemoteFit(fit)
    let profile = try engine.keepingLittle {
      try fit.profile(
        of: remote, withMedians: false, engine, context: context.compute("describing segments", part: 0.95...1))
    }
    context.show(RemoteSegments(fit: fit, profile: profile, look: remote.look).table(most: context.configuration.rows))
  }
}

extension ProfileCommand {
  /// Sets the segments of a table that stays in its database side by side.
  func describe(_ remote: RemoteWork, in session: inout Session, _ context: CommandContext) throws {
    let fit = try remote.fit(for: "%profile")
    let only = try segment.map { reference throws(Mistake) in try fit.segment(reference) }
    let engine = try session.engine(of: remote.table)
    let profile = try fit.profile(
      of: remote.table, withMedians: by == .median, engine, context: context.compute("describing segments"))
    let spec = RemoteSegments(fit: fit, profile: profile, look: remote.table.look).spec(
      by: by, only: only, context.figureOptions)
    context.show(figure == .snake ? .snake(spec) : .profile(spec), keptIn: &session)
  }
}

extension NameCommand {
  /// Names segments of a table that stays in its database, or lists the names.
  func nameRemote(in session: inout Session, _ context: CommandContext) throws {
    guard var fit = try session.remote?.value.fit(for: "a name") else { return }
    if let segment {
      let number = try fit.segment(segment)
      if let text {
        fit.names[number] = try name(text, for: number, taken: fit.names)
        session.setRemoteFit(fit)
      }
    }
    context.print((1...fit.k).map { "\($0) \(fit.title(of: $0))" }.joined(separator: "\n"))
  }
}
