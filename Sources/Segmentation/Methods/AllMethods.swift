/// Every method there is, in the order in which they are offered; a new one is a file and a line here.
public let allMethods: [any Method.Type] = [
  HierarchicalMethod.self,
  KMeansMethod.self,
  MixtureMethod.self,
  HDBSCANMethod.self,
]
