import NIOSSL
import Packets
import SystemCalls

/// What a certificate says, for people. RFC 5280
struct CertificateText: CustomStringConvertible {
    private let certificate: NIOSSLCertificate

    init(_ certificate: NIOSSLCertificate) { self.certificate = certificate }

    /// Whom it is for, and who has issued it.
    var subject: String { Self.name(certificate.subjectName) }
    private var issuer: String { Self.name(certificate.issuerName) }

    var description: String {
        "'\(subject)', issued by \(isOwn ? "itself" : "'\(issuer)'"), valid from \(Self.day(certificate.notValidBefore)) "
            + "until \(Self.day(certificate.notValidAfter))"
    }

    private var isOwn: Bool { certificate.subjectName == certificate.issuerName }

    /// Why nobody may trust it, as far as it says so itself.
    var fault: String {
        let now = System.wallClock().seconds
        if Int64(certificate.notValidAfter) < now { return "it was valid until \(Self.day(certificate.notValidAfter))" }
        if Int64(certificate.notValidBefore) > now {
            return "it is valid from \(Self.day(certificate.notValidBefore)) on"
        }
        return isOwn
            ? "'\(subject)' has issued it itself, and is not among those that are trusted"
            : "'\(issuer)', who has issued it, is not among those that are trusted"
    }

    /// Whether it is for a host of this name. NIOSSL is content with one for the server's address, whatever name was asked for; who
    /// says where names are could then be anybody with an address. RFC 6125 section 6.4
    func isFor(_ name: String) -> Bool {
        let name = name.lowercased()
        return certificate._subjectAlternativeNames().contains { alternative in
            guard alternative.nameType == .dnsName else { return false }
            let pattern = String(decoding: alternative.contents, as: UTF8.self).lowercased()
            // A star stands for the whole first label.
            return pattern == name || pattern.hasPrefix("*.") && pattern.dropFirst() == name.drop { $0 != "." }
        }
    }

    /// The common name, or whatever else there is of the name.
    private static func name(_ name: [SSLCertificateName]) -> String {
        let value = (name.first { $0.type == .commonName } ?? name.first)?.value ?? ""
        return String(value.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) })
    }

    /// `2026-11-30`.
    private static func day(_ time: Int) -> String {
        var zone = TimeZoneTable.utc
        var text = TextBuffer()
        text.append(date: zone.civilTime(at: Int64(time)))
        return String(decoding: text)
    }
}
