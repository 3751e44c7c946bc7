public import Packets

/// Options that a vendor, named by its enterprise number, gives its own meaning. RFC 3925.
extension DHCP {
    /// RFC 3925 section 3.
    public enum VendorClasses: DHCPData {
        public static var field: StaticString { "vi_class" }
        public static var label: StaticString { "Vendor-Identifying Vendor Class" }
        public static var meaning: Meaning {
            .init("Kinds of client, each under its vendor's number.", in: "RFC 3925 section 3")
        }
        public static var classes: Repeated<VendorClassItem> {
            .init(
                "", "Classes", part: 0, means: "What the client is, by one vendor after the other.",
                in: "RFC 3925 section 3")
        }
        public static var tree: [AnyField] { [.init(classes)] }
    }

    public enum VendorClassItem: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.option.vi_class" }
        public static var title: String { "Vendor class" }
        @inlinable public static var enterprise: Field<UInt32> {
            .init(
                "enterprise", "Enterprise", bits: 0..<32, means: "The vendor, by its private enterprise number.",
                in: "RFC 3925 section 3")
        }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "length", "Length", bits: 32..<40, auto: .length(.part(1)),
                means: "The octets of what that vendor says.", in: "RFC 3925 section 3")
        }
        @inlinable public static var data: Field<TerminatedText> {
            .init(
                "data", "Data", part: 1, means: "The kind of client, in the vendor's words.", in: "RFC 3925 section 3")
        }
        public static var tree: [AnyField] { [.init(enterprise), .init(length), .init(data)] }
        public static var layout: PartLayout { .counted(5, by: 1) }
    }

    /// RFC 3925 section 4.
    public enum VendorInformation: DHCPData {
        public static var field: StaticString { "vi" }
        public static var label: StaticString { "Vendor-Identifying Vendor-Specific Information" }
        public static var meaning: Meaning {
            .init("Settings, each under its vendor's number.", in: "RFC 3925 section 4")
        }
        public static var items: Repeated<VendorItem> {
            .init(
                "", "Information", part: 0, means: "The settings of one vendor after the other.",
                in: "RFC 3925 section 4")
        }
        public static var tree: [AnyField] { [.init(items)] }
    }

    public enum VendorItem: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.option.vi" }
        public static var title: String { "Vendor information" }
        @inlinable public static var enterprise: Field<UInt32> {
            .init(
                "enterprise", "Enterprise", bits: 0..<32,
                means: "By whose private enterprise number the settings behind it are to be read.",
                in: "RFC 3925 section 4")
        }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "length", "Length", bits: 32..<40, auto: .length(.part(1)),
                means: "The octets of that vendor's settings.", in: "RFC 3925 section 4")
        }
        @inlinable public static var value: Field<Octets> {
            .init(
                "value", "Value", part: 1, means: "The settings, as options of the vendor's own.",
                in: "RFC 3925 section 4")
        }
        public static var tree: [AnyField] { [.init(enterprise), .init(length), .init(value)] }
        public static var layout: PartLayout { .counted(5, by: 1) }
    }
}
