public func probeAssert() -> Bool { var hit = false; assert({ hit = true; return true }()); return hit }
public func slow() -> Double { var a = [Double](repeating: 1, count: 1000); for _ in 0..<100000 { for i in a.indices { a[i] = a[i] * 0.9999 + 0.1 } }; return a[3] }

