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
