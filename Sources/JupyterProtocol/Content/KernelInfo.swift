/// Asks who the kernel is.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-info
public struct KernelInfoRequest: MessageContent, Equatable {
  public static let messageType = "kernel_info_request"
  public init() {}
}

/// Who the kernel is, and what it can do.
public struct KernelInfoReply: MessageContent, Equatable {
  public static let messageType = "kernel_info_reply"

  public var status = ReplyStatus.ok
  public var protocolVersion: String
  public var implementation: String
  public var implementationVersion: String
  public var languageInfo: LanguageInfo
  public var banner: String
  public var helpLinks: [HelpLink]
  public var debugger: Bool
  public var supportedFeatures: [String]

  public init(
    protocolVersion: String = MessageFactory.protocolVersion, implementation: String, implementationVersion: String,
    languageInfo: LanguageInfo, banner: String, helpLinks: [HelpLink] = [], debugger: Bool = false,
    supportedFeatures: [String] = []
  ) {
    self.protocolVersion = protocolVersion
    self.implementation = implementation
    self.implementationVersion = implementationVersion
    self.languageInfo = languageInfo
    self.banner = banner
    self.helpLinks = helpLinks
    self.debugger = debugger
    self.supportedFeatures = supportedFeatures
  }

  enum CodingKeys: String, CodingKey {
    case status
    case protocolVersion = "protocol_version"
    case implementation
    case implementationVersion = "implementation_version"
    case languageInfo = "language_info"
    case banner
    case helpLinks = "help_links"
    case debugger
    case supportedFeatures = "supported_features"
  }
}

/// The language of a kernel's cells, as editors and exporters want to know it.
public struct LanguageInfo: Codable, Sendable, Equatable {
  public var name: String
  public var version: String
  public var mimeType: String
  /// With its dot.
  public var fileExtension: String
  public var pygmentsLexer: String
  public var codeMirrorMode: String
  public var nbconvertExporter: String

  public init(
    name: String, version: String, mimeType: String, fileExtension: String, pygmentsLexer: String,
    codeMirrorMode: String, nbconvertExporter: String = "script"
  ) {
    self.name = name
    self.version = version
    self.mimeType = mimeType
    self.fileExtension = fileExtension
    self.pygmentsLexer = pygmentsLexer
    self.codeMirrorMode = codeMirrorMode
    self.nbconvertExporter = nbconvertExporter
  }

  enum CodingKeys: String, CodingKey {
    case name
    case version
    case mimeType = "mimetype"
    case fileExtension = "file_extension"
    case pygmentsLexer = "pygments_lexer"
    case codeMirrorMode = "codemirror_mode"
    case nbconvertExporter = "nbconvert_exporter"
  }
}

/// An entry of the front end's Help menu.
public struct HelpLink: Codable, Sendable, Equatable {
  public var text: String
  public var url: String

  public init(text: String, url: String) {
    self.text = text
    self.url = url
  }
}
