/// Two commands that ran at the same time on drafts of one session.
extension Session {
  /// Two commands changed the same things.
  struct Conflict: Error {
    let parts: [SessionPart]
  }

  /// Takes over what a command made, though this session is no longer the one that its draft was made from.
  ///
  /// Changes to different parts both stand. What was made from something that has changed meanwhile is out of date by its stamps, as
  /// if the two commands had run one after the other. The figure drawn last is the one of the command that ends last.
  /// - Parameters:
  ///   - draft: what the command made.
  ///   - base: what it was made from.
  /// - Throws: the parts that both changed, each to something else; then nothing is taken.
  func merging(_ draft: Session, madeFrom base: Session) throws(Conflict) -> Session {
    var draft = draft
    draft.adoptFeatures(of: self, since: base)
    let mine = draft.parts(changedSince: base)
    let others = Set(parts(changedSince: base))
    var disputed = mine.filter { others.contains($0) && !draft.agrees(with: self, on: $0) }
    var merged = self
    for part in mine where !others.contains(part) { merged.take(part, from: draft) }
    // A table that the other command took away cannot be in use.
    if mine.contains(.tableInUse), merged.nameInUse != draft.nameInUse, !disputed.contains(.tableInUse) {
      disputed.append(.tableInUse)
    }
    guard disputed.isEmpty else { throw Conflict(parts: disputed) }
    if draft.lastFigure != base.lastFigure { merged.lastFigure = draft.lastFigure }
    merged.sightings.formUnion(draft.sightings)
    merged.noteStamps(of: draft)
    return merged
  }

  /// Lets what was made from features that nobody asked for be made from those of `other`: of one table they are the same.
  private mutating func adoptFeatures(of other: Session, since base: Session) {
    for (name, work) in works {
      guard let own = work.features, let others = other.works[name]?.features, own.stamp != others.stamp,
        own.value.isImplied, others.value.isImplied, own.parent == others.parent,
        ![own.stamp, others.stamp].contains(base.works[name]?.features?.stamp)
      else { continue }
      works[name]?.features = others
      if work.segmentation?.parent == own.stamp { works[name]?.segmentation?.parent = others.stamp }
      if work.map?.parent == own.stamp { works[name]?.map?.parent = others.stamp }
      if measured[name]?.parent == own.stamp { measured[name]?.parent = others.stamp }
    }
  }
}
