import Testing

@testable import Machine

@Suite struct RoundRobinTests {
  @Test("Everybody meets everybody else once, and nobody has two games in a round", arguments: 0...12)
  func everybodyOnce(players: Int) {
    let tournament = RoundRobin(players: players)
    var met: Set<[Int]> = []
    for round in 0..<tournament.roundCount {
      let games = tournament.games(inRound: round)
      #expect(Set(games.flatMap { [$0.0, $0.1] }).count == 2 * games.count)
      for (a, b) in games {
        #expect(0 <= a && a < b && b < players)
        #expect(met.insert([a, b]).inserted)
      }
    }
    #expect(met.count == players * max(0, players - 1) / 2)
  }
}
