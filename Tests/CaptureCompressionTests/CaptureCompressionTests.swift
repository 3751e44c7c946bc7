import Testing
@testable import CaptureCompression
