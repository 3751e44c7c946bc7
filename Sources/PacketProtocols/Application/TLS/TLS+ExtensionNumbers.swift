public import Packets

/// Numbers in extensions. https://www.iana.org/assignments/tls-parameters and tls-extensiontype-values
extension TLS {
    /// RFC 8446 section 4.2; the values of RFC 8701 mean nothing (GREASE).
    public struct ExtensionType: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "server_name"), .init(1, "max_fragment_length"), .init(2, "client_certificate_url"),
            .init(3, "trusted_ca_keys"), .init(4, "truncated_hmac"), .init(5, "status_request"),
            .init(6, "user_mapping"), .init(7, "client_authz"), .init(8, "server_authz"),
            .init(9, "cert_type"), .init(10, "supported_groups"), .init(11, "ec_point_formats"), .init(12, "srp"),
            .init(13, "signature_algorithms"), .init(14, "use_srtp"), .init(15, "heartbeat"),
            .init(16, "application_layer_protocol_negotiation"), .init(17, "status_request_v2"),
            .init(18, "signed_certificate_timestamp"), .init(19, "client_certificate_type"),
            .init(20, "server_certificate_type"), .init(21, "padding"), .init(22, "encrypt_then_mac"),
            .init(23, "extended_master_secret"), .init(24, "token_binding"), .init(25, "cached_info"),
            .init(27, "compress_certificate"), .init(28, "record_size_limit"),
            .init(34, "delegated_credentials"), .init(35, "session_ticket"), .init(40, "Reserved (key_share)"),
            .init(41, "pre_shared_key"), .init(42, "early_data"), .init(43, "supported_versions"),
            .init(44, "cookie"), .init(45, "psk_key_exchange_modes"),
            .init(46, "Reserved (ticket_early_data_info)"), .init(47, "certificate_authorities"),
            .init(48, "oid_filters"), .init(49, "post_handshake_auth"), .init(50, "signature_algorithms_cert"),
            .init(51, "key_share"), .init(52, "transparency_info"), .init(53, "connection_id (deprecated)"),
            .init(54, "connection_id"), .init(55, "external_id_hash"), .init(56, "external_session_id"),
            .init(57, "quic_transport_parameters"), .init(58, "ticket_request"), .init(59, "dnssec_chain"),
            .init(2570, "Reserved (GREASE)"), .init(6682, "Reserved (GREASE)"), .init(10794, "Reserved (GREASE)"),
            .init(13172, "next_protocol_negotiation"), .init(14906, "Reserved (GREASE)"),
            .init(17513, "application_settings"), .init(17613, "application_settings"),
            .init(19018, "Reserved (GREASE)"), .init(23130, "Reserved (GREASE)"), .init(27242, "Reserved (GREASE)"),
            .init(30031, "channel_id_old"), .init(30032, "channel_id"), .init(31354, "Reserved (GREASE)"),
            .init(35466, "Reserved (GREASE)"), .init(39578, "Reserved (GREASE)"), .init(43690, "Reserved (GREASE)"),
            .init(47802, "Reserved (GREASE)"), .init(51914, "Reserved (GREASE)"), .init(56026, "Reserved (GREASE)"),
            .init(60138, "Reserved (GREASE)"), .init(64250, "Reserved (GREASE)"),
            .init(64768, "ech_outer_extensions"), .init(65037, "encrypted_client_hello"),
            .init(65281, "renegotiation_info"), .init(65445, "quic_transport_parameters (drafts version)"),
            .init(65486, "encrypted_server_name"),
        ]
    }

    /// A group for Diffie-Hellman. RFC 8446 section 4.2.7.
    public struct NamedGroup: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0x0001, "sect163k1"), .init(0x0002, "sect163r1"), .init(0x0003, "sect163r2"),
            .init(0x0004, "sect193r1"), .init(0x0005, "sect193r2"), .init(0x0006, "sect233k1"),
            .init(0x0007, "sect233r1"), .init(0x0008, "sect239k1"), .init(0x0009, "sect283k1"),
            .init(0x000a, "sect283r1"), .init(0x000b, "sect409k1"), .init(0x000c, "sect409r1"),
            .init(0x000d, "sect571k1"), .init(0x000e, "sect571r1"), .init(0x000f, "secp160k1"),
            .init(0x0010, "secp160r1"), .init(0x0011, "secp160r2"), .init(0x0012, "secp192k1"),
            .init(0x0013, "secp192r1"), .init(0x0014, "secp224k1"), .init(0x0015, "secp224r1"),
            .init(0x0016, "secp256k1"), .init(0x0017, "secp256r1"), .init(0x0018, "secp384r1"),
            .init(0x0019, "secp521r1"), .init(0x001a, "brainpoolP256r1"), .init(0x001b, "brainpoolP384r1"),
            .init(0x001c, "brainpoolP512r1"), .init(0x001d, "x25519"), .init(0x001e, "x448"),
            .init(0x001f, "brainpoolP256r1tls13"), .init(0x0020, "brainpoolP384r1tls13"),
            .init(0x0021, "brainpoolP512r1tls13"), .init(0x0029, "curveSM2"), .init(0x0100, "ffdhe2048"),
            .init(0x0101, "ffdhe3072"), .init(0x0102, "ffdhe4096"), .init(0x0103, "ffdhe6144"),
            .init(0x0104, "ffdhe8192"), .init(0x0200, "MLKEM512"), .init(0x0201, "MLKEM768"),
            .init(0x0202, "MLKEM1024"), .init(0x0a0a, "Reserved (GREASE)"), .init(0x11eb, "SecP256r1MLKEM768"),
            .init(0x11ec, "X25519MLKEM768"), .init(0x11ed, "SecP384r1MLKEM1024"), .init(0x1a1a, "Reserved (GREASE)"),
            .init(0x2a2a, "Reserved (GREASE)"), .init(0x3a3a, "Reserved (GREASE)"), .init(0x4a4a, "Reserved (GREASE)"),
            .init(0x5a5a, "Reserved (GREASE)"), .init(0x6399, "X25519Kyber768Draft00"),
            .init(0x639a, "SecP256r1Kyber768Draft00"), .init(0x6a6a, "Reserved (GREASE)"),
            .init(0x7a7a, "Reserved (GREASE)"), .init(0x8a8a, "Reserved (GREASE)"), .init(0x9a9a, "Reserved (GREASE)"),
            .init(0xaaaa, "Reserved (GREASE)"), .init(0xbaba, "Reserved (GREASE)"), .init(0xcaca, "Reserved (GREASE)"),
            .init(0xdada, "Reserved (GREASE)"), .init(0xeaea, "Reserved (GREASE)"), .init(0xfafa, "Reserved (GREASE)"),
            .init(0xff01, "arbitrary_explicit_prime_curves"), .init(0xff02, "arbitrary_explicit_char2_curves"),
        ]
    }

    /// RFC 8446 section 4.2.3.
    public struct SignatureScheme: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0x0201, "rsa_pkcs1_sha1"), .init(0x0203, "ecdsa_sha1"), .init(0x0401, "rsa_pkcs1_sha256"),
            .init(0x0403, "ecdsa_secp256r1_sha256"), .init(0x0420, "rsa_pkcs1_sha256_legacy"),
            .init(0x0501, "rsa_pkcs1_sha384"), .init(0x0503, "ecdsa_secp384r1_sha384"),
            .init(0x0520, "rsa_pkcs1_sha384_legacy"), .init(0x0601, "rsa_pkcs1_sha512"),
            .init(0x0603, "ecdsa_secp521r1_sha512"), .init(0x0620, "rsa_pkcs1_sha512_legacy"),
            .init(0x0708, "sm2sig_sm3"), .init(0x0804, "rsa_pss_rsae_sha256"), .init(0x0805, "rsa_pss_rsae_sha384"),
            .init(0x0806, "rsa_pss_rsae_sha512"), .init(0x0807, "ed25519"), .init(0x0808, "ed448"),
            .init(0x0809, "rsa_pss_pss_sha256"), .init(0x080a, "rsa_pss_pss_sha384"),
            .init(0x080b, "rsa_pss_pss_sha512"), .init(0x081a, "ecdsa_brainpoolP256r1tls13_sha256"),
            .init(0x081b, "ecdsa_brainpoolP384r1tls13_sha384"), .init(0x081c, "ecdsa_brainpoolP512r1tls13_sha512"),
            .init(0x0904, "mldsa44"), .init(0x0905, "mldsa65"), .init(0x0906, "mldsa87"),
            .init(0x0a0a, "Reserved (GREASE)"), .init(0x1a1a, "Reserved (GREASE)"), .init(0x2a2a, "Reserved (GREASE)"),
            .init(0x3a3a, "Reserved (GREASE)"), .init(0x4a4a, "Reserved (GREASE)"), .init(0x5a5a, "Reserved (GREASE)"),
            .init(0x6a6a, "Reserved (GREASE)"), .init(0x7a7a, "Reserved (GREASE)"), .init(0x8a8a, "Reserved (GREASE)"),
            .init(0x9a9a, "Reserved (GREASE)"), .init(0xaaaa, "Reserved (GREASE)"), .init(0xbaba, "Reserved (GREASE)"),
            .init(0xcaca, "Reserved (GREASE)"), .init(0xdada, "Reserved (GREASE)"), .init(0xeaea, "Reserved (GREASE)"),
            .init(0xfafa, "Reserved (GREASE)"),
        ]
    }

    /// The first half of a signature algorithm. RFC 5246 section 7.4.1.4.1.
    public struct SignatureHash: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "None"), .init(1, "MD5"), .init(2, "SHA1"), .init(3, "SHA224"), .init(4, "SHA256"),
            .init(5, "SHA384"), .init(6, "SHA512"), .init(7, "SM3"),
        ]
    }

    /// The second half of a signature algorithm. RFC 5246 section 7.4.1.4.1.
    public struct SignatureKind: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Anonymous"), .init(1, "RSA"), .init(2, "DSA"), .init(3, "ECDSA"), .init(4, "SM2"),
        ]
    }

    /// RFC 8422 section 5.1.2.
    public struct PointFormat: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "uncompressed"), .init(1, "ansiX962_compressed_prime"),
            .init(2, "ansiX962_compressed_char2"),
        ]
    }

    /// RFC 6066 section 3.
    public struct ServerNameType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "host_name")
        ]
    }

    /// RFC 6066 section 8, RFC 6961 section 2.2.
    public struct CertificateStatusType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "OCSP"), .init(2, "OCSP Multi"),
        ]
    }

    /// RFC 7250 section 3.
    public struct CertificateType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "X.509"), .init(1, "OpenPGP"), .init(2, "Raw Public Key"),
        ]
    }

    /// RFC 8446 section 4.2.9.
    public struct KeyExchangeMode: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "PSK-only key establishment (psk_ke)"),
            .init(1, "PSK with (EC)DHE key establishment (psk_dhe_ke)"),
        ]
    }

    /// RFC 8879 section 7.3.
    public struct CertificateCompression: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "zlib"), .init(2, "brotli"), .init(3, "zstd"),
        ]
    }

    /// The largest fragment that a client wants. RFC 6066 section 4.
    public struct FragmentLength: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "512"), .init(2, "1024"), .init(3, "2048"), .init(4, "4096"),
        ]
    }

    /// RFC 6520 section 2.
    public struct HeartbeatMode: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "Peer allowed to send requests"), .init(2, "Peer not allowed to send requests"),
        ]
    }
}
