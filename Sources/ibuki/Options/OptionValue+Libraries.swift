import ArgumentParser
import Links
import Packets
import Sending
import Streams

// What the libraries name is an option's value too.

extension UInt64: OptionValue {
    static var taken: String { "a number from 0 to \(UInt64.max)" }
}

extension SendingRate: OptionValue {
    init?(argument: String) { self.init(argument) }
    static var taken: String { "a rate such as 1000pps, 2.5kpps or 10Mbit; packets a second without a unit" }
}

extension TimeStyle: OptionValue {}
extension TimestampType: OptionValue {}
extension TrafficLayer: OptionValue {}
extension Conversations.Order: OptionValue {}
extension StreamFollower.Form: OptionValue {}
