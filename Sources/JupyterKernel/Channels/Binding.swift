import Glibc
import JupyterProtocol
import ZeroMQ

extension SharedSocket {
  /// Makes a socket and binds it where `file` says.
  /// - Parameter port: the port in `file`, 0 or less for any free one; becomes the one that it is bound to.
  /// - Throws: `ZeroMQError` when the endpoint is in use or cannot be bound.
  convenience init(
    _ kind: Socket.Kind, _ options: [SocketOption], in context: Context, at file: ConnectionFile, port: inout Int
  ) throws(ZeroMQError) {
    let wanted = port
    var found = 0
    try self.init(kind, options, in: context) { socket throws(ZeroMQError) in
      found = try socket.bind(file, port: wanted)
    }
    port = found
  }
}

extension Socket {
  /// Binds to `port` of the file's address.
  /// - Parameter port: 0 or less is any free one.
  /// - Returns: the port.
  fileprivate func bind(_ file: ConnectionFile, port: Int) throws(ZeroMQError) -> Int {
    switch file.transport {
    case .tcp:
      let file = try file.withNumericAddress()
      if file.ip.contains(":") { try set(.usesIPv6(true)) }
      try bind(to: file.endpoint(port: port))
      if port > 0 { return port }
      return try Int(boundEndpoint().split(separator: ":").last ?? "") ?? 0
    case .ipc where port > 0:
      // libzmq would take the name from a kernel that lives, without a word.
      guard !LocalSocket.isListening(at: "\(file.ip)-\(port)") else {
        throw ZeroMQError(number: EADDRINUSE, operation: "bind", subject: file.endpoint(port: port))
      }
      try bind(to: file.endpoint(port: port))
      return port
    case .ipc:
      // Names are numbered at random, so that two kernels that start together do not meet.
      var free = Int.random(in: 1...65535)
      while access("\(file.ip)-\(free)", F_OK) == 0 { free = Int.random(in: 1...65535) }
      try bind(to: file.endpoint(port: free))
      return free
    }
  }
}

extension ConnectionFile {
  /// The file with the address that its `ip` stands for: libzmq binds to addresses and to interfaces, not to the names of hosts.
  /// - Throws: `ZeroMQError` when no address is known for a name.
  fileprivate func withNumericAddress() throws(ZeroMQError) -> ConnectionFile {
    let name = ip.hasPrefix("[") && ip.hasSuffix("]") ? String(ip.dropFirst().dropLast()) : ip
    var file = self
    file.ip = name
    var address = in6_addr()
    let isAddress = inet_pton(AF_INET, name, &address) == 1 || name.contains(":")
    guard !isAddress, name != "*", if_nametoindex(name) == 0 else { return file }
    // In this order: clients, too, look for IPv4 alone unless they are told otherwise.
    for family in [AF_INET, AF_INET6] {
      guard let found = HostName.address(of: name, family: family) else { continue }
      file.ip = found
      return file
    }
    throw ZeroMQError(number: EADDRNOTAVAIL, operation: "bind", subject: "to \(name), which has no address here")
  }
}

/// The name of a host.
private enum HostName {
  /// The first address of a family in digits; nil where there is none.
  static func address(of name: String, family: Int32) -> String? {
    var hints = addrinfo()
    hints.ai_family = family
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, &hints, &found) == 0, let found else { return nil }
    defer { freeaddrinfo(found) }
    var digits = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let size = socklen_t(digits.count)
    let (address, length) = (found.pointee.ai_addr, found.pointee.ai_addrlen)
    guard getnameinfo(address, length, &digits, size, nil, 0, NI_NUMERICHOST) == 0 else { return nil }
    return String(decoding: digits.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// A Unix socket in the file system.
enum LocalSocket {
  /// Whether a process listens at `path`; a file that a dead one left behind does not count.
  static func isListening(at path: String) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let fits = withUnsafeMutableBytes(of: &address.sun_path) { target -> Bool in
      guard path.utf8.count < target.count else { return false }
      target.copyBytes(from: path.utf8)
      return true
    }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard fits, descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
