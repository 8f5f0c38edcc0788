// Sentences are this room's results; who adds one says numbers the same way.
@_exported import Wording
