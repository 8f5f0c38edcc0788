import FoundationEssentials
import Tables
import Wording

/// What Jupyter needs to find and start the kernel: `kernel.json` and three logos in one folder.
struct KernelSpec {
  /// Absolute, because Jupyter and VS Code start the program without a shell.
  let program: String
  let displayName: String

  /// The template `kernel.json` with this kernel's facts filled in.
  var json: String {
    String(decoding: PackageResources.kernel_json, as: UTF8.self)
      .replacing("\"{program}\"", with: Self.quoted(program))
      .replacing("\"{display_name}\"", with: Self.quoted(displayName))
  }

  private var logos: [(name: String, bytes: [UInt8])] {
    [
      ("logo-32x32.png", PackageResources.logo_32x32_png),
      ("logo-64x64.png", PackageResources.logo_64x64_png),
      ("logo-svg.svg", PackageResources.logo_svg_svg),
    ]
  }

  /// Writes the files, each whole or not at all. `kernel.json` comes last: without it Jupyter sees no kernel.
  /// - Throws: `KernelSpecError.notOurs` when the folder holds another language's kernel, `.notWritten`.
  func install(in folder: URL) throws(KernelSpecError) {
    try Self.requireOurs(folder)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for logo in logos {
        try AtomicFile.write(logo.bytes, to: folder.appending(path: logo.name).path)
      }
      try AtomicFile.write(Array(json.utf8), to: Self.specFile(in: folder).path)
    } catch let error as WriteError {
      throw .notWritten(path: folder.path, reason: error.message)
    } catch {
      throw .notWritten(path: folder.path, reason: systemReason(error))
    }
  }

  /// Removes the folder.
  /// - Throws: `KernelSpecError.notInstalled`, `.notOurs`, `.notRemoved`.
  static func uninstall(from folder: URL) throws(KernelSpecError) {
    guard FileManager.default.fileExists(atPath: specFile(in: folder).path) else {
      throw .notInstalled(path: folder.path)
    }
    try requireOurs(folder)
    do {
      try FileManager.default.removeItem(at: folder)
    } catch {
      throw .notRemoved(path: folder.path, reason: systemReason(error))
    }
  }

  private static func specFile(in folder: URL) -> URL {
    folder.appending(path: "kernel.json")
  }

  /// Somebody else's kernel under the same name is not ours to replace or remove.
  private static func requireOurs(_ folder: URL) throws(KernelSpecError) {
    struct Spec: Decodable { var language: String? }
    guard let data = try? Data(contentsOf: specFile(in: folder)) else { return }
    let language = (try? JSONDecoder().decode(Spec.self, from: data))?.language
    if language != "cohort" {
      throw .notOurs(path: folder.path, language: language ?? "an unknown language")
    }
  }

  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.append(quoted: text)
    return writer.text
  }
}
