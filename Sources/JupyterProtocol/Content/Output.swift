/// The code of a cell, for every front end but the one that sent it.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-inputs
public struct ExecuteInput: MessageContent, Equatable {
  public static let messageType = "execute_input"
  public var code: String
  public var executionCount: Int

  public init(code: String, executionCount: Int) {
    self.code = code
    self.executionCount = executionCount
  }

  public var json: [UInt8] {
    JSON.object(["code": .string(code), "execution_count": .integer(executionCount)])
  }

  enum CodingKeys: String, CodingKey {
    case code
    case executionCount = "execution_count"
  }
}

/// Text that a cell printed.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#streams-stdout-stderr-etc
public struct Stream: MessageContent, Equatable {
  public static let messageType = "stream"
  /// `stdout` or `stderr`.
  public var name: String
  public var text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  public var json: [UInt8] { JSON.object(["name": .string(name), "text": .string(text)]) }
}

/// An error of a cell, as it is shown.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#execution-errors
public struct ErrorOutput: MessageContent, Equatable {
  public static let messageType = "error"
  public var name: String
  public var value: String
  public var traceback: [String]

  public init(name: String, value: String, traceback: [String]) {
    self.name = name
    self.value = value
    self.traceback = traceback
  }

  enum CodingKeys: String, CodingKey {
    case name = "ename"
    case value = "evalue"
    case traceback
  }
}

/// Takes back what a cell has shown.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#clear-output
public struct ClearOutput: MessageContent, Equatable {
  public static let messageType = "clear_output"
  /// Only when the next output arrives.
  public var wait: Bool

  public init(wait: Bool) {
    self.wait = wait
  }
}
