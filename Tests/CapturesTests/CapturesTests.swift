import Testing
@testable import Captures
