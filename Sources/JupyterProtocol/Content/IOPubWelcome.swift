/// Tells a subscriber that from here on it misses nothing.
///
/// https://jupyter.org/enhancement-proposals/65-jupyter-xpub/jupyter-xpub.html
public struct IOPubWelcome: MessageContent, Equatable {
  public static let messageType = "iopub_welcome"
  /// The topic subscribed to; empty stands for all.
  public var subscription: String

  public init(subscription: String) {
    self.subscription = subscription
  }
}
