// Part of this room's interface: whoever computes says on how many threads, and may stop it.
@_exported import struct Machine.ComputeContext
