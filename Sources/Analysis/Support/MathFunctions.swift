#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// One place imports the C library's functions; everything else in the room says what it means.

func naturalLogarithm(_ x: Double) -> Double { log(x) }
func cubeRoot(_ x: Double) -> Double { cbrt(x) }
/// Of one more than a number, exact also of numbers near zero.
package func logarithmOfNext(_ x: Double) -> Double { log1p(x) }
package func decimalLogarithm(_ x: Double) -> Double { log10(x) }
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
func binaryLogarithm(_ x: Double) -> Double { log2(x) }
func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
