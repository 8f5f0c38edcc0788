extension CustomerSegmentation {
  /// Why this segmentation's silhouette cannot be set beside that of another one; nil when it can.
  ///
  /// A silhouette measures distances between prepared features. Another recipe makes other distances, and a higher number
  /// then says nothing about better segments. Without a full stop.
  public func incomparability(with other: CustomerSegmentation) -> String? {
    guard let own = silhouette, let others = other.silhouette, preparation.recipe != other.preparation.recipe else {
      return nil
    }
    return "this silhouette, \(decimals(own, 3)), cannot be set beside the \(decimals(others, 3)) of the segments "
      + "before: their features were prepared otherwise, so that distances mean something else"
  }
}
