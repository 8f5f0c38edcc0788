import Analysis
import CommandLanguage
import CommandSession
import Graphics
import KernelInterface
import Segmentation
import Tables

/// Lays the customers out on a plane.
struct Tsne: Command {
  static let name = "tsne"
  static let section = Section.segmentation
  static let summary = "draws the map: customers who are alike lie close together (t-SNE)"
  static let details = """
    The map is kept: color= alone recolours it without computing it again, whatever it was made with. Trust which customers lie close together; \
    the size of an island and the distance between far islands mean little. Another seed gives another, equally good map. \
    An interrupted map is kept as far as it is.
    """
  static let tableCopies = 6.0
  static let growth = Growth.more(
    times: 10, because: "in many dimensions the search for neighbours passes by less of its tree")
  static let parameters: [Parameter<Tsne>] = [
    .key("color", \.color, .coloring, "segment, none, or a column"),
    .key("perplexity", \.perplexity, .number(above: 0), "how many neighbours a customer feels; below a third of them"),
    .key("iterations", \.iterations, .wholeNumber(in: 1...100_000), "steps of the descent"),
    .key("seed", \.seed, .seed, "picks one of many equally good maps; the session's without it"),
  ]
  static let examples = [
    Example("%tsne", "coloured by segment, or plain before %cluster"),
    Example("%tsne color=BALANCE", "the same map by a column's value"),
    Example("%tsne perplexity=50 seed=7", "another map"),
  ]

  var color = Reference(name: "segment", range: 0..<0)
  var perplexity = 30.0
  var iterations = 1000
  var seed: UInt64?

  func run(on session: inout Session, in context: CommandContext) throws {
    let preparation = try session.preparedFeatures(context.compute("preparing features", part: 0...0.02))
    let painting = try MapPainting(color, isChosen: context.isGiven("color"), session: session)
    let parameters = TSNE.Parameters(
      perplexity: perplexity(rows: preparation.rows.count, context), iterations: iterations, seed: seed ?? session.seed)
    let kept = session.state(of: .map) == .current ? try session.map() : nil
    let isFinished = kept?.parameters == parameters && kept?.interruptedAfter == nil
    if kept == nil || (!isFinished && !onlyRecolours(context)) {
      let map = try map(of: preparation, parameters, context, painting)
      session.setMap(map)
      if let steps = map.interruptedAfter {
        show(map, context, painting)
        throw Mistake(
          .interruptedKeeping(
            "stopped after \(NumberText.count(steps)) of \(count(iterations, "step")); the map is kept as far as it is",
            remedy: "%tsne makes it anew, %tsne color=COLUMN colours this one, %undo takes it back"))
      }
    }
    let figure = painting.figure(of: try session.map(), preparation, context.figureOptions)
    context.show(figure, keptIn: &session)
  }

  /// The largest that fits where nothing was said and the default is too large for so few rows.
  private func perplexity(rows: Int, _ context: CommandContext) -> Double {
    guard !context.isGiven("perplexity"), rows >= 4 else { return perplexity }
    return min(perplexity, TSNE.Parameters.largestPerplexity(rows: rows))
  }

  /// Whether nothing but a colour was asked for: then the map is kept, whatever it was made with.
  private func onlyRecolours(_ context: CommandContext) -> Bool {
    context.isGiven("color") && !["perplexity", "iterations", "seed"].contains(where: context.isGiven)
  }

  /// Computes the map and shows it while it forms; what there is of it where the user interrupts.
  private func map(
    of preparation: Preparation, _ parameters: TSNE.Parameters, _ context: CommandContext, _ painting: MapPainting
  ) throws -> CustomerMap {
    let options = context.figureOptions
    var last: (steps: Int, x: [Double], y: [Double])?
    do {
      let embedding = try TSNE.embed(
        preparation.features, parameters: parameters, context: context.compute("drawing the map", part: 0.02...1)
      ) { iteration, x, y in
        last = (iteration, x, y)
        let step = "step \(iteration) of \(parameters.iterations)"
        context.frame(painting.frame(x: x, y: y, caption: step, options))
      }
      return CustomerMap(embedding: embedding, parameters: parameters)
    } catch let error as CancellationError {
      guard let last else { throw error }
      return CustomerMap(
        embedding: Embedding(x: last.x, y: last.y, klDivergence: .nan), parameters: parameters,
        interruptedAfter: last.steps)
    }
  }

  /// Leaves the picture of the last step where it stood, with what it is.
  private func show(_ map: CustomerMap, _ context: CommandContext, _ painting: MapPainting) {
    let figure = painting.frame(
      x: map.embedding.x, y: map.embedding.y, caption: map.stepsInWords, context.figureOptions)
    context.display(
      DisplayData(
        [.plain(figure.plain), .html(context.configuration.theme.framed(figure.htmlWithWords))], kind: figure.kind))
  }
}
