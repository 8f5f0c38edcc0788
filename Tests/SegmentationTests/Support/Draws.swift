import Machine

/// In tests alone: what is drawn there needs no sequence that stays.
extension Xoshiro256: RandomNumberGenerator {}
