/// How a customer buys.
public enum PurchaseType: String, CaseIterable, Sendable {
  case none
  case oneOff = "one-off"
  case installments
  case both

  /// nil when one of the sums is missing.
  init?(oneOff: Double, installments: Double) {
    guard !oneOff.isNaN, !installments.isNaN else { return nil }
    switch (oneOff > 0, installments > 0) {
    case (false, false): self = .none
    case (true, false): self = .oneOff
    case (false, true): self = .installments
    case (true, true): self = .both
    }
  }
}
