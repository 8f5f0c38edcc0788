/// Why a file of commands did not run to its end, apart from an error of the commands themselves.
enum RunError: Error, Equatable, CustomStringConvertible {
  case parameter(String)
  case unreadable(file: String, reason: String)
  case notText(file: String)
  case notANotebook(file: String)
  case otherLanguage(file: String, language: String)
  case figureExists(path: String)
  case figureNotWritten(path: String, reason: String)
  case textNotWritten(reason: String)

  var description: String {
    switch self {
    case .parameter(let text):
      "-p takes name=value, a name of letters, digits and _ and a value of one line, and was given '\(text)'."
    case .unreadable(let file, let reason):
      "\(file) cannot be read: \(reason)."
    case .notText(let file):
      "\(file) is not UTF-8 text."
    case .notANotebook(let file):
      "\(file) is not a notebook of format 4."
    case .otherLanguage(let file, let language):
      "\(file) is a notebook for '\(language)', not for 'cohort'."
    case .figureExists(let path):
      "\(path) exists and was left alone; --force writes over figures, --output DIR puts them elsewhere."
    case .figureNotWritten(let path, let reason):
      "\(path) cannot be written: \(reason)."
    case .textNotWritten(let reason):
      "The text cannot be written to standard output: \(reason)."
    }
  }
}
