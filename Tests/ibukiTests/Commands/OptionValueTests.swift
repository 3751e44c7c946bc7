import ArgumentParser
import Testing

@testable import ibuki

@Suite("Values of options")
struct OptionValueTests {
    #if os(Linux)
        @Test(
            "a wrong one is answered with the option, what was given and what is taken",
            arguments: [
                ("read -c 0 web.pcapng", "'0' is invalid for '-c <n>': it takes a number of 1 or more"),
                ("read -cx web.pcapng", "'x' is invalid for '-c <n>': it takes a number of 1 or more"),
                ("craft icmp -c 0", "'0' is invalid for '-c <n>': it takes a number of 1 or more"),
                ("craft icmp --seed z", "'z' is invalid for '--seed <number>': it takes a number from 0 to"),
                ("send icmp --count 0", "'0' is invalid for '--count <n>': it takes a number of 1 or more"),
                ("ask icmp -c 0", "'0' is invalid for '-c <n>': it takes a number of 1 or more"),
                (
                    "replay web.pcapng -i lo --count z",
                    "'z' is invalid for '--count <n>': it takes a number of 1 or more"
                ),
                ("send icmp --loop=-1", "'-1' is invalid for '--loop <n>': it takes a number of 0 or more"),
                ("send icmp --rate 5furlongs", "'5furlongs' is invalid for '--rate <rate>': it takes a rate such as"),
                ("ask icmp --rate 0", "'0' is invalid for '--rate <rate>': it takes a rate such as"),
                ("send icmp --interval 1w", "'1w' is invalid for '--interval <time>': it takes a time such as"),
                ("ask icmp --timeout 0", "'0' is invalid for '--timeout <time>': it takes a time such as"),
                ("capture --duration long", "'long' is invalid for '--duration <time>': it takes a time such as"),
                ("sockets --interval x", "'x' is invalid for '--interval <time>': it takes a time such as"),
                ("ask icmp --retry 1001", "'1001' is invalid for '--retry <n>': it takes a number from 0 to 1000"),
                ("replay web.pcapng -i lo --pps 0", "'0' is invalid for '--pps <number>': it takes a number above 0"),
                (
                    "replay web.pcapng -i lo --speed x2",
                    "'x2' is invalid for '--speed <factor>': it takes a factor such"
                ),
                ("read -t z web.pcapng", "'z' is invalid for '-t <style>': it takes one of a, ad"),
                ("capture --time-stamp-type z", "'z' is invalid for '--time-stamp-type <type>': it takes one of host"),
                (
                    "serve http --port 65536",
                    "'65536' is invalid for '--port <number>': it takes a number from 0 to 65535"
                ),
            ])
        func wrong(words: String, answer: String) {
            let error = #expect(throws: (any Error).self) {
                try Ibuki.parseAsRoot(words.split(separator: " ").map(String.init))
            }
            let message = error.map { Ibuki.message(for: $0) } ?? ""
            #expect(message.contains(answer), "\(message)")
            #expect(error.map { Ibuki.exitCode(for: $0) } == .validationFailure)
        }
    #endif

    @Test(
        "times have units, and are seconds without one",
        arguments: [
            ("3", 3.0), ("1.5s", 1.5), ("10ms", 0.01), ("250us", 0.00025), ("7ns", 7e-9), ("2m", 120), ("1h", 3600),
        ])
    func times(text: String, seconds: Double) {
        let parsed = LengthOfTime(argument: text)?.seconds ?? 0
        #expect(abs(parsed - seconds) < seconds * 1e-12)
    }

    @Test(
        "what is no time, none at all or longer than anyone waits is refused",
        arguments: ["", "0", "-1", "s", "1 s", "1e3", "nan", "1000000h"])
    func noTimes(text: String) { #expect(LengthOfTime(argument: text)?.seconds == nil) }
}
