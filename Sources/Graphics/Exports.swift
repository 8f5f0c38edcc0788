// Figures and tables say numbers; who makes one says them the same way.
@_exported import Wording
