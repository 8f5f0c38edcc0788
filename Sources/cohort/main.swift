import JupyterKernel
import JupyterProtocol
import Foundation
if CommandLine.arguments.count > 1 { print(probe()) }
print(sig("x"))
print(try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n").filter{$0.hasPrefix("VmRSS") || $0.hasPrefix("RssAnon")}.joined(separator: " "))
