public import Packets

/// Link-Local Multicast Name Resolution. RFC 4795.
public enum LLMNR: DNSFormat {
    public typealias Name = DNSName
    public typealias Question = DNS.Question
    public typealias Record = DNS.Record
    public static var name: String { "llmnr" }
    public static var title: String { "Link-local Multicast Name Resolution" }
    public static var reference: String { "RFC 4795" }
    public static var carriage: DNSCarriage { .linkLocal }
}
