/// The shares of a stick broken at random into `count` pieces, the longest first: what each of so many principal
/// components would hold if the variance were divided by chance.
///
/// R. H. MacArthur (1957), doi:10.1073/pnas.43.3.293; as a rule for components: D. A. Jackson (1993),
/// doi:10.2307/1939574.
/// - Complexity: O(count).
public func brokenStick(_ count: Int) -> [Double] {
  guard count > 0 else { return [] }
  var shares = [Double](repeating: 0, count: count)
  var sum = 0.0
  for i in (0..<count).reversed() {
    sum += 1 / Double(i + 1)
    shares[i] = sum / Double(count)
  }
  return shares
}
