import Machine

extension DatabaseAddress {
  /// Connects.
  /// - Parameter driver: the file of a driver, in the place of the one that would be found.
  /// - Throws: `WarehouseError`: nothing there, no driver, nobody lets in, `.cancelled`.
  public func connect(driver: String? = nil, context: ComputeContext) throws(WarehouseError) -> any Warehouse {
    switch kind {
    case .sqlite: try SQLiteConnection(self, context: context)
    case .driver(let engine): try ADBCConnection.open(self, engine, driver: driver, context: context)
    }
  }
}
