/// Where a kernel listens and how its messages are signed, as the front end that starts it writes it down.
///
/// https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files
public struct ConnectionFile: Codable, Sendable, Equatable {
  public enum Transport: String, Codable, Sendable {
    case tcp, ipc
  }

  public var transport: Transport
  /// An address for tcp, the start of a path for ipc.
  public var ip: String
  /// 0 or less: any free one.
  public var shellPort: Int
  public var iopubPort: Int
  public var stdinPort: Int
  public var controlPort: Int
  public var heartbeatPort: Int
  public var key: String
  public var signatureScheme: SignatureScheme
  public var kernelName: String?
  /// Keys of CurveZMQ in Z85, of the kernel and of its clients alike; both or neither.
  public var curvePublicKey: String?
  public var curveSecretKey: String?
  /// Where the program that starts the kernel wants to hear of its ports, which the kernel then finds itself (JEP 66).
  public var registrationPort: Int?

  public init(
    transport: Transport = .tcp, ip: String = "127.0.0.1", shellPort: Int = 0, iopubPort: Int = 0, stdinPort: Int = 0,
    controlPort: Int = 0, heartbeatPort: Int = 0, key: String, signatureScheme: SignatureScheme = .sha256,
    kernelName: String? = nil, curvePublicKey: String? = nil, curveSecretKey: String? = nil,
    registrationPort: Int? = nil
  ) {
    self.transport = transport
    self.ip = ip
    self.shellPort = shellPort
    self.iopubPort = iopubPort
    self.stdinPort = stdinPort
    self.controlPort = controlPort
    self.heartbeatPort = heartbeatPort
    self.key = key
    self.signatureScheme = signatureScheme
    self.kernelName = kernelName
    self.curvePublicKey = curvePublicKey
    self.curveSecretKey = curveSecretKey
    self.registrationPort = registrationPort
  }

  enum CodingKeys: String, CodingKey {
    case transport
    case ip
    case shellPort = "shell_port"
    case iopubPort = "iopub_port"
    case stdinPort = "stdin_port"
    case controlPort = "control_port"
    case heartbeatPort = "hb_port"
    case key
    case signatureScheme = "signature_scheme"
    case kernelName = "kernel_name"
    case curvePublicKey = "curve_publickey"
    case curveSecretKey = "curve_secretkey"
    case registrationPort = "registration_port"
  }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let registration = try fields.decodeIfPresent(Int.self, forKey: .registrationPort)
    if let registration, !(1...65535).contains(registration) {
      throw DecodingError.dataCorruptedError(
        forKey: .registrationPort, in: fields, debugDescription: "\(registration) is not a port")
    }
    func port(_ key: CodingKeys) throws -> Int {
      // Those of a kernel that was started by the same file before.
      if registration != nil { return 0 }
      let port = try fields.decodeIfPresent(Int.self, forKey: key) ?? 0
      guard port <= 65535 else {
        throw DecodingError.dataCorruptedError(forKey: key, in: fields, debugDescription: "\(port) is not a port")
      }
      return port
    }
    let scheme = try fields.decodeIfPresent(String.self, forKey: .signatureScheme) ?? ""
    guard let signatureScheme = scheme.isEmpty ? .sha256 : SignatureScheme(rawValue: scheme) else {
      let known = SignatureScheme.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        forKey: .signatureScheme, in: fields, debugDescription: "\"\(scheme)\" is not one of \(known)")
    }
    let ip = try fields.decodeIfPresent(String.self, forKey: .ip) ?? "127.0.0.1"
    // libzmq would take it to end there.
    guard !ip.utf8.contains(0) else {
      throw DecodingError.dataCorruptedError(forKey: .ip, in: fields, debugDescription: "it holds a NUL character")
    }
    let keys = (
      own: try fields.decodeIfPresent(String.self, forKey: .curvePublicKey),
      secret: try fields.decodeIfPresent(String.self, forKey: .curveSecretKey)
    )
    // Whoever meant to encrypt is not answered in the clear.
    guard (keys.own == nil) == (keys.secret == nil) else {
      throw DecodingError.dataCorruptedError(
        forKey: keys.own == nil ? .curvePublicKey : .curveSecretKey, in: fields,
        debugDescription: "curve_publickey and curve_secretkey come together, and it is missing")
    }
    self.init(
      transport: try fields.decodeIfPresent(Transport.self, forKey: .transport) ?? .tcp,
      ip: ip,
      shellPort: try port(.shellPort),
      iopubPort: try port(.iopubPort),
      stdinPort: try port(.stdinPort),
      controlPort: try port(.controlPort),
      heartbeatPort: try port(.heartbeatPort),
      key: try fields.decodeIfPresent(String.self, forKey: .key) ?? "",
      signatureScheme: signatureScheme,
      kernelName: try fields.decodeIfPresent(String.self, forKey: .kernelName), curvePublicKey: keys.own,
      curveSecretKey: keys.secret, registrationPort: registration)
  }

  /// The address of `port` for libzmq; for a port that is to be found, tcp's wild card.
  public func endpoint(port: Int) -> String {
    switch transport {
    case .tcp: "tcp://\(ip.contains(":") && !ip.hasPrefix("[") ? "[\(ip)]" : ip):\(port > 0 ? String(port) : "*")"
    case .ipc: "ipc://\(ip)-\(port)"
    }
  }
}
