import Testing
import Analysis
@Test func placeholder() { #expect(probeAssert()); print(slow()) }
