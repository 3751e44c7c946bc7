import Foundation
import NIOSSL

/// Who a server is: a name, its certificate, and the key. Made by openssl, for a day.
struct Identity {
    private let certificate: NIOSSLCertificate
    private let key: NIOSSLPrivateKey

    init(_ name: String) throws {
        let openssl = Process()
        let output = Pipe()
        openssl.executableURL = URL(filePath: "/usr/bin/env")
        openssl.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "1",
            "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)", "-keyout", "-", "-out", "-",
        ]
        openssl.standardOutput = output
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        let text = Array(output.fileHandleForReading.readDataToEndOfFile())
        certificate = try NIOSSLCertificate.fromPEMBytes(text)[0]
        key = try NIOSSLPrivateKey(bytes: text, format: .pem)
    }

    /// - Parameter version: the only one that it speaks.
    func server(_ version: TLSVersion) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(certificate)], privateKey: .privateKey(key))
        configuration.minimumTLSVersion = version
        configuration.maximumTLSVersion = version
        return try NIOSSLContext(configuration: configuration)
    }

    /// One that trusts it alone.
    func client() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates([certificate])
        return try NIOSSLContext(configuration: configuration)
    }
}
