import FoundationEssentials
import Glibc
import Wording

/// Why a connection file cannot be used.
public struct ConnectionFileError: Error, Sendable, Equatable, CustomStringConvertible {
  public var path: String
  public var reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  public var description: String { "connection file \(path): \(reason)" }
}

extension ConnectionFile {
  /// Reads the connection file at `path`.
  /// - Throws: `ConnectionFileError` when it cannot be read or does not say what it must.
  public init(path: String) throws(ConnectionFileError) {
    let bytes: [UInt8]
    do {
      bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw ConnectionFileError(path: path, reason: "cannot be read (\(systemReason(error)))")
    }
    do {
      self = try JSON.decode(ConnectionFile.self, from: bytes, part: "connection file")
    } catch .malformed(_, let reason) {
      throw ConnectionFileError(path: path, reason: reason)
    } catch {
      throw ConnectionFileError(path: path, reason: "\(error)")
    }
  }

  /// Writes the ports that were found into the file at `path`, keeps what else stands there, and leaves it readable
  /// by its owner alone: it holds the key.
  /// - Throws: `ConnectionFileError` when it cannot be written.
  public func writeBack(to path: String) throws(ConnectionFileError) {
    do {
      // A link stays one, and what it leads to is replaced.
      let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      let url = URL(fileURLWithPath: path)
      var members = (try? JSON.decode([String: JSONValue].self, from: Array(Data(contentsOf: url)))) ?? [:]
      members.merge(try JSON.decode([String: JSONValue].self, from: JSON.encode(self))) { $1 }
      let temporary = path + ".\(ProcessInfo.processInfo.processIdentifier)"
      let permissions: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
      guard
        FileManager.default.createFile(
          atPath: temporary, contents: Data(try JSON.encode(members)), attributes: permissions),
        rename(temporary, path) == 0
      else {
        unlink(temporary)
        throw CocoaError(.fileWriteUnknown)
      }
    } catch {
      throw ConnectionFileError(path: path, reason: "cannot be written (\(systemReason(error)))")
    }
  }
}
