import Fuzzing
import Testing

@testable import Segmentation

@Suite("Whatever stands in a file of rules or of a model")
struct KeptFileFuzzTests {
  @Test("is rules, or an error that names the file")
  func rules() throws {
    let words = [
      "when: ", "name: ", "- ", "  ", "*a", "&a ", "!!int ", "|\n", ">\n", ".median", ".share_above(", ".ratio",
      " and ", " or ", "not ",
      "{balance:percent}", "<<: ", "? ", "...", "---",
    ]
    try Inputs("rules", InputMaker("rules", words: words, longest: 20_000), count: 600).each { input, seed in
      do throws(RulesError) {
        _ = try Rules(yaml: String(decoding: input, as: UTF8.self), file: "mine.yaml")
      } catch {
        #expect(error.message.hasPrefix("mine.yaml"), "seed \(seed)")
      }
    }
  }

  @Test("is a model that is written as it was read and scores any table, or an error with words")
  func models() throws {
    let words = [
      "1e300", "-1", "[]", "{}", "\"ward\"", "\"kmeans\"", "0.0", "[[", "\"segments\"", "\"labels\"", "null,", "99999",
    ]
    let sample = SampleData(rows: 60).table
    try Inputs("models", InputMaker("models", words: words, longest: 40_000), count: 600).each { input, seed in
      // With the checksum that belongs to it, what it says is looked at.
      guard let json = try? JSON.read(input), case .object(let members) = json.value else {
        #expect(throws: ModelError.self) { try SavedModel(file: input) }
        return
      }
      let mended = JSON.object(
        members.filter { $0.key != "checksum" } + [("checksum", .text(SavedModel.checksum(of: json)))])
      do throws(ModelError) {
        let model = try SavedModel(file: Array(mended.written().utf8))
        #expect(try SavedModel(file: Array(model.text.utf8)) == model, "seed \(seed)")
        _ = try model.restore(on: sample)
      } catch {
        #expect(!error.message.isEmpty, "seed \(seed)")
      }
    }
  }
}
