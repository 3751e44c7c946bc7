import NIOSSL

/// Who the lab's web server is to TLS. The key is no secret: whom it certifies is in this program alone, and nobody but `-i lab`
/// trusts the authority. Good until 2126, for `web` and its addresses.
enum LabIdentity {
    /// Who vouches for it.
    static var authority: NIOSSLCertificate {
        get throws { try NIOSSLCertificate(bytes: Array(authorityText.utf8), format: .pem) }
    }

    /// The server's side of TLS.
    static var configuration: TLSConfiguration {
        get throws {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: [.certificate(try NIOSSLCertificate(bytes: Array(webText.utf8), format: .pem))],
                privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(keyText.utf8), format: .pem)))
            configuration.applicationProtocols = ["http/1.1"]
            return configuration
        }
    }

    private static let authorityText = """
        -----BEGIN CERTIFICATE-----
        MIIBcTCCARigAwIBAgIBATAKBggqhkjOPQQDAjAeMRwwGgYDVQQDDBNUaGUgbGFi
        J3MgYXV0aG9yaXR5MCAXDTI2MDEwMTAwMDAwMFoYDzIxMjYwMTAxMDAwMDAwWjAe
        MRwwGgYDVQQDDBNUaGUgbGFiJ3MgYXV0aG9yaXR5MFkwEwYHKoZIzj0CAQYIKoZI
        zj0DAQcDQgAE8dtduU0ryPM8iRtvj0f8sxybCzCKbiAkCeLFdD2TIrF0wCWtoNkN
        D3tSWTKxaFEfHQYDmZUkZjFK5jG3D4cODaNFMEMwEgYDVR0TAQH/BAgwBgEB/wIB
        ADAOBgNVHQ8BAf8EBAMCAgQwHQYDVR0OBBYEFCg1SX9sYnz2F78fHba37FcJC2zU
        MAoGCCqGSM49BAMCA0cAMEQCIFg6+EUNRP3FNSZCcDFqglMQtNLIQJD1pRaiQL0i
        HMyQAiAXYqIOcFEV+GA9OwaeK1LNcK29jIOIiLp655MXRsdfcg==
        -----END CERTIFICATE-----
        """

    private static let webText = """
        -----BEGIN CERTIFICATE-----
        MIIBfDCCASOgAwIBAgIBAjAKBggqhkjOPQQDAjAeMRwwGgYDVQQDDBNUaGUgbGFi
        J3MgYXV0aG9yaXR5MCAXDTI2MDEwMTAwMDAwMFoYDzIxMjYwMTAxMDAwMDAwWjAO
        MQwwCgYDVQQDDAN3ZWIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASCvgOnCqE1
        Be8ajgPmHY3hkfojUo3AgnolwPABTKBmIqwx3s0OXVGHmmDNT5M/AhzzOtYykbmu
        wqkP0Ot/H0RKo2AwXjAmBgNVHREEHzAdggN3ZWKHBApNAFCHEP13AAAAAAAAAAAA
        AAAAAIAwEwYDVR0lBAwwCgYIKwYBBQUHAwEwHwYDVR0jBBgwFoAUKDVJf2xifPYX
        vx8dtrfsVwkLbNQwCgYIKoZIzj0EAwIDRwAwRAIgH0pmVz8Gwpb+JWsCzkDT8GX9
        ptz+n7/kOjrzycOpIy4CIEdRkclTgFhDweT6XyuthfQw2U+jDtRcK+Yuy3g+Ubfz
        -----END CERTIFICATE-----
        """

    private static let keyText = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgCdO7ZG3szhgqmZ6G
        Rj6fZPKzqeE5rK6LAPTvi9jHhVChRANCAASCvgOnCqE1Be8ajgPmHY3hkfojUo3A
        gnolwPABTKBmIqwx3s0OXVGHmmDNT5M/AhzzOtYykbmuwqkP0Ot/H0RK
        -----END PRIVATE KEY-----
        """
}
