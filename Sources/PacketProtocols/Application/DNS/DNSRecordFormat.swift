public import Packets

/// A resource record. RFC 1035 section 4.1.3.
public protocol DNSRecordFormat: Schema {
    associatedtype Name: DomainName
    /// Whether the class's first bit has the meaning of RFC 6762.
    static var isMulticast: Bool { get }
}

extension DNSRecordFormat {
    public static var name: String { "" }
    public static var prefix: String { "dns.resp" }
    public static var title: String { "Record" }
    public static var itemExample: String? { "{name=example.test,type=A,a=10.0.0.1}" }
    public static var isHeadingOnly: Bool { true }

    @inlinable public static var owner: Field<Name> {
        .init("name", "Name", part: 0, means: "The name that the record belongs to.", in: "RFC 1035 section 4.1.3")
    }
    /// The first label of a service's name. RFC 2782.
    public static var service: Derived<Self, String> {
        .init(
            ".srv.service", "Service", means: "The service that an SRV record's name begins with, such as _sip.",
            in: "RFC 2782"
        ) { record, _ in DNS.serviceNames(record.owner.text)[0] }
    }
    public static var serviceProtocol: Derived<Self, String> {
        .init(
            ".srv.proto", "Protocol", means: "The transport in an SRV record's name, such as _tcp.", in: "RFC 2782"
        ) { record, _ in DNS.serviceNames(record.owner.text).dropFirst().first }
    }
    public static var serviceDomain: Derived<Self, String> {
        .init(
            ".srv.name", "Name", means: "The domain at the end of an SRV record's name: who offers the service.",
            in: "RFC 2782"
        ) { record, _ in
            DNS.serviceNames(record.owner.text).dropFirst(2).first
        }
    }
    @inlinable public static var type: Field<DNS.RecordType> {
        .init(
            "type", "Type", bits: 0..<16, of: 1, auto: .variant,
            means: """
                What the record's data are: 1 an IPv4 address, 5 another name, 6 the start of a zone, 16 texts, 41 EDNS.
                """, in: "RFC 1035 section 3.2.2")
    }
    @inlinable public static var `class`: Field<DNS.RecordClass> {
        .init(
            "class", "Class", bits: (isMulticast ? 17 : 16)..<32, of: 1, show: .hex, preset: 1,
            means: """
                The family of names that the record is of; an update uses 254 and 255 to take records away.
                """, in: "RFC 1035 section 3.2.4")
    }
    /// The older records of this name, type and class are no longer true. RFC 6762 section 10.2.
    @inlinable public static var flushesCache: Field<Bool> {
        .init(
            "cache_flush", "Cache flush", bits: 16..<17, of: 1,
            means: "What caches knew of this name and type is to be forgotten.", in: "RFC 6762 section 10.2")
    }
    /// In seconds.
    @inlinable public static var timeToLive: Field<UInt32> {
        .init(
            "ttl", "Time to live", bits: 32..<64, of: 1, preset: 300,
            means: """
                For how many seconds a cache may keep the record; in a cache's answer, what is left of them.
                """, in: "RFC 1035 section 3.2.1")
    }
    @inlinable public static var length: Field<UInt16> {
        .init(
            "len", "Data length", bits: 64..<80, of: 1, auto: .length(.part(2)),
            means: "How many octets of data follow.", in: "RFC 1035 section 3.2.1")
    }

    /// EDNS keeps its own fields where other records have class and time to live. RFC 6891 section 6.1.3.
    @inlinable public static var payloadSize: Field<UInt16> {
        .init(
            ".rr.udp_payload_size", "UDP payload size", bits: (isMulticast ? 17 : 16)..<32, of: 1,
            show: isMulticast ? .hex : .decimal,
            means: """
                The largest datagram that the sender takes: 1232 avoids fragments, and more invites them.
                """, in: "RFC 6891 section 6.2.3")
    }
    @inlinable public static var extendedCode: Field<UInt8> {
        .init(
            "ext_rcode", "Higher bits in extended RCODE", bits: 32..<40, of: 1, show: .hex,
            means: "The higher eight bits of a reply code: 1 with a low code of 0 is BADVERS.",
            in: "RFC 6891 section 6.1.3")
    }
    @inlinable public static var version: Field<UInt8> {
        .init(
            "edns0_version", "EDNS0 version", bits: 40..<48, of: 1,
            means: "The version of EDNS, 0. A server that knows only lower ones says so by BADVERS.",
            in: "RFC 6891 section 6.1.3")
    }
    @inlinable public static var extendedFlags: Field<UInt16> {
        .init(
            "z", "Z", bits: 48..<64, of: 1, show: .hex, means: "EDNS's further sixteen flags.",
            in: "RFC 6891 section 6.1.4")
    }
    /// The sender understands DNSSEC. RFC 3225.
    @inlinable public static var acceptsSignatures: Field<Bool> {
        .init(
            "z.do", "DO bit", bits: 48..<49, of: 1, means: "The client wants the records of DNSSEC too.",
            in: "RFC 3225 section 3")
    }
    @inlinable public static var extendedReserved: Field<UInt16> {
        .init(
            "z.reserved", "Reserved", bits: 49..<64, of: 1, show: .hex,
            means: "Flags of EDNS without a meaning as yet.", in: "RFC 6891 section 6.1.4")
    }

    public static var tree: [AnyField] {
        let flush: [AnyField] = isMulticast ? [.init(flushesCache)] : []
        return [
            .unless(type, is: .service, [.init(owner)]),
            .when(
                type, is: .service, [.init(service), .init(serviceProtocol), .init(serviceDomain)]),
            .init(type),
            .unless(type, is: .extensions, [.init(`class`)] + flush + [.init(timeToLive)]),
            .when(
                type, is: .extensions,
                [.init(payloadSize)] + flush + [
                    .init(extendedCode), .init(version),
                    .group(extendedFlags, [.init(acceptsSignatures), .init(extendedReserved)]),
                ]),
            .init(length),
        ]
    }

    /// name | type, class, time to live, length | data
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard let name = Name.end(message, from: from, to: to), name &+ 10 <= to else { return nil }
        let end = name &+ 10 &+ Int(message.word(name &+ 8))
        guard end <= to else { return nil }
        return LayerParts(name &- from, name &+ 10 &- from, end &- from)
    }

    public static var variants: Variants? {
        typealias Named = DNSNamed<Name>
        return Variants(
            .part(DNS.recordDataPart), by: type,
            [
                1: DNS.Address.self, 2: Named.NameServer.self, 3: Named.MailDestination.self,
                4: Named.MailForwarder.self, 5: Named.CanonicalName.self, 6: Named.StartOfAuthority.self,
                7: Named.Mailbox.self, 8: Named.MailGroup.self, 9: Named.MailRename.self, 10: DNS.Null.self,
                11: DNS.WellKnownServices.self, 12: Named.Pointer.self, 13: DNS.HostInformation.self,
                14: Named.MailInformation.self, 15: Named.MailExchange.self, 16: DNS.Text.self,
                17: Named.ResponsiblePerson.self, 18: Named.FileSystemDatabase.self, 21: Named.RouteThrough.self,
                24: Named.Signature.self, 25: DNS.SecurityKey.self, 26: Named.MailMapping.self, 28: DNS.Address6.self,
                29: DNS.Location.self, 33: Named.Service.self, 35: Named.AuthorityPointer.self,
                36: Named.KeyExchanger.self, 37: DNS.Certificate.self, 39: Named.Delegation.self,
                41: DNS.ExtensionOptions.self, 42: DNS.AddressPrefixes.self, 43: DNS.DelegationSigner.self,
                44: DNS.HostKeyFingerprint.self, 46: Named.Signature.self, 47: Named.NextSecure.self,
                48: DNS.PublicKey.self, 49: DNS.DynamicHostIdentifier.self, 50: DNS.NextSecure3.self,
                51: DNS.NextSecure3Parameters.self, 52: DNS.TransportAssociation.self, 59: DNS.DelegationSigner.self,
                60: DNS.PublicKey.self, 61: DNS.OpenPGPKey.self, 62: DNS.ChildSynchronization.self,
                63: DNS.ZoneDigest.self, 64: Named.ServiceBinding.self, 65: Named.ServiceBinding.self,
                99: DNS.SenderPolicy.self, 104: DNS.NodeIdentifier.self, 105: DNS.Locator32.self,
                106: DNS.Locator64.self, 107: Named.LocatorPointer.self, 108: DNS.HardwareAddress48.self,
                109: DNS.HardwareAddress64.self, 249: Named.TransactionKey.self, 250: Named.TransactionSignature.self,
                257: DNS.CertificationAuthority.self, 32769: DNS.DelegationSigner.self,
            ], otherwise: DNS.UnknownData.self)
    }
}

extension DNS {
    /// The service, the protocol and the domain of a name such as `_sip._tcp.example.com`, as far as it has them; the
    /// service is always there.
    static func serviceNames(_ text: String) -> [String] {
        text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    }
}

extension DNS {
    /// The part of a record that is what its type says.
    package static var recordDataPart: Int { 2 }
}
