// Part of this room's interface: what a message holds where the protocol leaves the form to others.
@_exported import enum Wording.JSONValue
