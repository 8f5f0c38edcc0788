import Tables

/// What can change in a session beside the rest of it.
enum SessionPart: Hashable {
  /// A table, with what was done to it since it was loaded.
  case table(String)
  case tableInUse
  case features(of: String)
  /// With names, what a filter kept, and what the last segmentation took the place of.
  case segmentation(of: String)
  case map(of: String)
  case restoredModel(of: String)
  case stability(of: String)
  case connection(String)
  /// A table that stays in its database.
  case remote(String)
  case parameter(String)
  case seed
  case configuration

  /// As in "another command changed …".
  var inWords: String {
    switch self {
    case .table(let name): "the table \(name)"
    case .tableInUse: "which table is in use"
    case .features(let table): "the features of \(table)"
    case .segmentation(let table): "the segments of \(table)"
    case .map(let table): "the map of \(table)"
    case .restoredModel(let table): "the restored model of \(table)"
    case .stability(let table): "the stability that was measured of \(table)"
    case .connection(let name): "the connection \(name)"
    case .remote(let name): "the table \(name)"
    case .parameter(let name): "the parameter \(name)"
    case .seed: "the seed"
    case .configuration: "the configuration"
    }
  }
}

extension Session {
  /// The parts that are not what they were in `base`, from which this session was made; tables come first.
  func parts(changedSince base: Session) -> [SessionPart] {
    func names(_ keys: (Session) -> [String]) -> [String] { Set(keys(self) + keys(base)).sorted() }
    var parts: [SessionPart] = []
    for name in names({ $0.tables.map(\.value.name) }) where table(named: name)?.stamp != base.table(named: name)?.stamp
    {
      parts.append(.table(name))
    }
    if nameInUse != base.nameInUse { parts.append(.tableInUse) }
    for name in names({ Array($0.works.keys) }) {
      let (own, other) = (works[name]?.edits ?? .init(), base.works[name]?.edits ?? .init())
      if own.features != other.features { parts.append(.features(of: name)) }
      if own.segmentation != other.segmentation { parts.append(.segmentation(of: name)) }
      if own.map != other.map { parts.append(.map(of: name)) }
      if own.restoredModel != other.restoredModel { parts.append(.restoredModel(of: name)) }
    }
    for name in names({ Array($0.measured.keys) }) where measured[name]?.stamp != base.measured[name]?.stamp {
      parts.append(.stability(of: name))
    }
    for name in names({ $0.connections.map(\.name) })
    where connection(named: name)?.stamp != base.connection(named: name)?.stamp {
      parts.append(.connection(name))
    }
    for name in names({ $0.remotes.map(\.value.table.name) })
    where remote(named: name)?.stamp != base.remote(named: name)?.stamp {
      parts.append(.remote(name))
    }
    for name in names({ Array($0.parameters.keys) }) where parameters[name] != base.parameters[name] {
      parts.append(.parameter(name))
    }
    if seed != base.seed { parts.append(.seed) }
    if configuration != base.configuration { parts.append(.configuration) }
    return parts
  }

  /// Whether a part is in both sessions the same, though both changed it.
  func agrees(with other: Session, on part: SessionPart) -> Bool {
    switch part {
    case .table(let name): table(named: name)?.stamp == other.table(named: name)?.stamp
    case .tableInUse: nameInUse == other.nameInUse
    case .features(let table): works[table]?.features.map(\.origin) == other.works[table]?.features.map(\.origin)
    case .segmentation, .map, .restoredModel: false
    case .stability(let table):
      measured[table]?.value == other.measured[table]?.value && measured[table]?.parent == other.measured[table]?.parent
    case .connection(let name): connection(named: name)?.stamp == other.connection(named: name)?.stamp
    case .remote(let name): remote(named: name)?.stamp == other.remote(named: name)?.stamp
    case .parameter(let name): parameters[name] == other.parameters[name]
    case .seed: seed == other.seed
    case .configuration: configuration == other.configuration
    }
  }

  /// Makes a part what it is in `other`.
  mutating func take(_ part: SessionPart, from other: Session) {
    switch part {
    case .table(let name):
      guard let table = other.table(named: name) else { return }
      if let index = tables.firstIndex(where: { $0.value.name == name }) {
        tables[index] = table
      } else {
        tables.append(table)
      }
      changes[name] = other.changes[name]
      loadedFiles[name] = other.loadedFiles[name]
    case .tableInUse:
      currentTable = tables.firstIndex { $0.value.name == other.nameInUse }
      remoteInUse = other.remoteInUse
    case .features(let table): works[table, default: .init()].features = other.works[table]?.features
    case .segmentation(let table):
      works[table, default: .init()].takeSegmentation(from: other.works[table] ?? .init())
    case .map(let table): works[table, default: .init()].map = other.works[table]?.map
    case .restoredModel(let table): works[table, default: .init()].restoredModel = other.works[table]?.restoredModel
    case .stability(let table): measured[table] = other.measured[table]
    case .connection(let name):
      connections.removeAll { $0.name == name }
      if let connection = other.connection(named: name) { connections.append(connection) }
    case .remote(let name):
      remotes.removeAll { $0.value.table.name == name }
      if let remote = other.remote(named: name) { remotes.append(remote) }
    case .parameter(let name): parameters[name] = other.parameters[name]
    case .seed: seed = other.seed
    case .configuration: configuration = other.configuration
    }
  }

  func table(named name: String) -> Stamped<Table>? { tables.first { $0.value.name == name } }

  func remote(named name: String) -> Stamped<RemoteWork>? { remotes.first { $0.value.table.name == name } }

  var nameInUse: String? { remoteInUse ?? current?.value.name }
}

extension Stamped {
  /// What tells a stage from others of its kind, and what it is made from.
  fileprivate var origin: [Int?] { [stamp, parent] }
}
