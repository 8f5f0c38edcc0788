/// The rounds in which each of several players meets every other once, and nobody has two games in a round.
///
/// For sums over all pairs that are added on both sides: the games of a round touch different players, so they can run
/// at the same time, and what a player gets arrives in the order of the rounds, whatever the number of threads.
///
/// The circle method of tournaments: one player stays, the others move one seat each round (R. Lucas 1883,
/// Récréations mathématiques II, sixth recreation).
package struct RoundRobin {
  package let players: Int

  package init(players: Int) { self.players = players }

  /// With an odd number of players one sits out in each round.
  private var seats: Int { players + players % 2 }

  /// 0 for one player.
  package var roundCount: Int { players > 1 ? seats - 1 : 0 }

  /// The games of a round, the lower number first.
  package func games(inRound round: Int) -> [(Int, Int)] {
    let circle = seats - 1
    return (0..<seats / 2).compactMap { i in
      let a = (round + i) % circle
      let b = i == 0 ? circle : (round - i + circle) % circle
      return max(a, b) < players ? (min(a, b), max(a, b)) : nil
    }
  }
}
