import JupyterProtocol

extension KernelCore {
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-info
  func kernelInfoRequest(_ request: Request) {
    answer(request) { kernelInfo }
  }

  private var kernelInfo: KernelInfoReply {
    let language = interpreter.language
    return KernelInfoReply(
      implementation: implementation.name,
      implementationVersion: implementation.version,
      languageInfo: LanguageInfo(
        name: language.name, version: language.version, mimeType: language.mimeType,
        fileExtension: language.fileExtension, pygmentsLexer: language.pygmentsLexer,
        codeMirrorMode: language.codeMirrorMode),
      banner: language.banner,
      helpLinks: language.helpLinks.map { HelpLink(text: $0.text, url: $0.url) },
      supportedFeatures: interpreter.runsInParallel ? ["kernel subshells"] : [])
  }
}
