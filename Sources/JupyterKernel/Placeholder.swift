import GRDB
import Logging
import ZeroMQ
public func probe() -> String { let q = try? DatabaseQueue(); return "\(String(describing: q))" }
