import Testing

@testable import Packets
