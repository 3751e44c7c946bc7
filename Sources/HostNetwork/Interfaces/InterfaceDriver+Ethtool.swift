#if os(Linux)
    internal import CHostNetwork
    internal import SystemCalls
    internal import Packets

    extension InterfaceDriver {
        /// Asks the driver of the interface `name`; `nil` when it has nothing to say. ioctl(2), `SIOCETHTOOL`
        init?(of name: String, through descriptor: Int32) {
            guard let information = Self.driver(of: name, descriptor) else { return nil }
            self = information
            guard let settings = Self.settings(of: name, descriptor) else { return }
            // SPEED_UNKNOWN is -1; drivers of links without a speed say 0.
            if settings.speed != 0, settings.speed != .max { megabits = settings.speed }
            switch settings.duplex {
            case UInt8(DUPLEX_HALF): isFullDuplex = false
            case UInt8(DUPLEX_FULL): isFullDuplex = true
            default: break
            }
        }

        private static func driver(of name: String, _ descriptor: Int32) -> InterfaceDriver? {
            var command = ethtool_drvinfo()
            command.cmd = UInt32(ETHTOOL_GDRVINFO)
            guard unsafe chostnetwork_ethtool(descriptor, name, &command) == 0 else { return nil }
            var driver = InterfaceDriver(name: text(command.driver))
            driver.version = text(command.version)
            let bus = text(command.bus_info)
            if !noBuses.contains(bus) { driver.bus = bus }
            return driver
        }

        /// The text in an array of a struct's.
        private static func text<Characters>(_ characters: Characters) -> String {
            unsafe withUnsafeBytes(of: characters) { unsafe RawSpan(_unsafeBytes: $0).text }
        }

        /// What drivers without hardware name as their bus: bridges, and tun(4) for its two kinds.
        private static var noBuses: [String] { ["N/A", "tun", "tap"] }

        /// The driver first says, as a negative number, how many words of link modes it has; they must follow the struct.
        private static func settings(of name: String, _ descriptor: Int32) -> (speed: UInt32, duplex: UInt8)? {
            let fixed = MemoryLayout<ethtool_link_settings>.stride
            var octets = [UInt8](repeating: 0, count: fixed + 3 * 127 * 4)
            func ask(_ words: Int8) -> ethtool_link_settings? {
                unsafe octets.withUnsafeMutableBytes { buffer -> ethtool_link_settings? in
                    guard let start = buffer.baseAddress else { return nil }
                    var request = ethtool_link_settings()
                    request.cmd = UInt32(ETHTOOL_GLINKSETTINGS)
                    request.link_mode_masks_nwords = words
                    unsafe start.storeBytes(of: request, as: ethtool_link_settings.self)
                    guard unsafe chostnetwork_ethtool(descriptor, name, start) == 0 else { return nil }
                    return unsafe start.load(as: ethtool_link_settings.self)
                }
            }
            guard let first = ask(0) else { return nil }
            let words = first.link_mode_masks_nwords
            guard words < 0, words > -128, let answer = ask(-words) else { return nil }
            return (answer.speed, answer.duplex)
        }
    }
#endif
