import Crypto
import Foundation
public func sig(_ s: String) -> String { HMAC<SHA256>.authenticationCode(for: Data(s.utf8), using: SymmetricKey(data: Data("k".utf8))).map{String($0, radix:16)}.joined() }
