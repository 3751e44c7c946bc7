public import Packets

/// Link-Local Multicast Name Resolution. RFC 4795.
public enum LLMNR: DNSFormat {
    public typealias Name = DNSName
    public typealias Question = DNS.Question
    public typealias Record = DNS.Record
    public static var name: String { "llmnr" }
    public static var title: String { "Link-local Multicast Name Resolution" }
    public static var meaning: Meaning {
        .init(
            """
            Windows' way to find single names on a link, followed by multicast DNS. Anyone may answer, which is how
            passwords are stolen.
            """, in: "RFC 4795 section 2")
    }
    public static var reference: String { "RFC 4795" }
    public static var carriage: DNSCarriage { .linkLocal }
}
