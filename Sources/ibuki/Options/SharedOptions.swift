import ArgumentParser

// What several commands are asked by the same names. What it means to a command is the command's to say.

extension Option where Value == String? {
    /// `-i`, `--interface`
    init(interface help: String) {
        self.init(
            name: [.customShort("i"), .customLong("interface")],
            help: ArgumentHelp(help, valueName: "interface"), completion: .interface)
    }

    /// `-Y`, as tshark has it.
    init(displayFilter help: String) {
        self.init(
            name: .customShort("Y"), help: ArgumentHelp(help, valueName: "filter"), completion: .displayFilter)
    }

    /// `-f`, as tshark has it.
    init(captureFilter help: String) {
        self.init(name: .customShort("f"), help: ArgumentHelp(help, valueName: "bpf"), completion: .captureFilter)
    }

    /// `-w`, as tcpdump and tshark have it.
    init(output help: String) {
        self.init(
            name: .customShort("w"), help: ArgumentHelp("\(help); - is standard output.", valueName: "file"),
            completion: .file())
    }
}

extension Option where Value == Count? {
    /// `-c`, as tcpdump and tshark have it, where `--count` is something else.
    init(limit help: String) {
        self.init(
            name: .customShort("c", allowingJoined: true), help: ArgumentHelp(help, valueName: "n"))
    }

    /// `-c`, `--count`
    init(count help: String) { self.init(name: .count, help: ArgumentHelp(help, valueName: "n")) }
}

extension Option where Value == Count {
    /// `-c`, `--count`
    init(wrappedValue: Count, count help: String) {
        self.init(wrappedValue: wrappedValue, name: .count, help: ArgumentHelp(help, valueName: "n"))
    }
}

extension NameSpecification {
    fileprivate static var count: NameSpecification { [.customShort("c"), .customLong("count")] }
}

extension Option where Value == UInt64? {
    /// `--seed`
    init(seed help: String) {
        self.init(name: .customLong("seed"), help: ArgumentHelp(help, valueName: "number"))
    }
}
