import FoundationEssentials
import Glibc

/// What the operating system said, without Foundation's wrapping: "Permission denied".
package func systemReason(_ error: any Error) -> String {
  if let error = error as? CocoaError, let cause = error.underlying { return systemReason(cause) }
  if let error = error as? POSIXError { return String(cString: strerror(error.code.rawValue)) }
  return "\(error)"
}
