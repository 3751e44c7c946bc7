import NetStack

extension ScriptRun {
    /// Checks the assertions of a block.
    mutating func check(_ block: CodeBlock) throws(ScriptError) {
        var names = names()
        for line in block.lines {
            switch line.statement {
            case .print(let values):
                var words: [String] = []
                for value in values { words.append(try evaluate(value, names, line.place).text) }
                seen.append(.printed(at: moment, text: words.joined(separator: " ")))
            case .assign(let name, let expression):
                guard variables.count < 1000, case .number(let number) = try evaluate(expression, names, line.place)
                else {
                    throw error(.assertion, line.place, "'\(name)' can be a number, and there are at most 1,000 names")
                }
                variables[name] = number
                names[name] = number
            case .assert(let condition, let message, let text):
                if try evaluate(condition, names, line.place).isTrue { continue }
                let said = try message.map { (message) throws(ScriptError) in
                    try evaluate(message, names, line.place).text
                }
                let used = condition.names.compactMap { name in
                    names[name].map { "\(name) = \(CodeValue.number($0).text)" }
                }
                throw error(
                    .assertion, line.place, "assertion failed: \(text)\(said.map { ": \($0)" } ?? "")",
                    details: used.isEmpty ? [] : [used.joined(separator: ", ")])
            }
        }
    }

    private func evaluate(
        _ expression: CodeExpression, _ names: [String: Double], _ place: ScriptPlace
    ) throws(ScriptError) -> CodeValue {
        do throws(CodeExpression.Fault) { return try expression.value(names) } catch {
            throw self.error(.assertion, error.place.line > 0 ? error.place : place, error.message)
        }
    }

    /// What code may speak of: the constants, and what is known of the connection of the last `accept` or `connect`.
    private func names() -> [String: Double] {
        var names: [String: Double] = [
            "TCP_ESTABLISHED": 1, "TCP_SYN_SENT": 2, "TCP_SYN_RECV": 3, "TCP_FIN_WAIT1": 4, "TCP_FIN_WAIT2": 5,
            "TCP_TIME_WAIT": 6, "TCP_CLOSE": 7, "TCP_CLOSE_WAIT": 8, "TCP_LAST_ACK": 9, "TCP_LISTEN": 10,
            "TCP_CLOSING": 11, "TCP_CA_Open": 0, "TCP_CA_Disorder": 1, "TCP_CA_CWR": 2, "TCP_CA_Recovery": 3,
            "TCP_CA_Loss": 4,
        ]
        guard let connection = current.flatMap({ sockets[$0]?.connection }), let status = stack.status(connection)
        else {
            return names.merging(variables) { $1 }
        }
        let size = Double(max(1, status.segmentSize))
        func segments(_ octets: Int) -> Double { (Double(octets) / size).rounded(.up) }
        guard let recovery = stack.recoveryStatus(connection) else {
            return names.merging(variables) { $1 }
        }
        names["tcpi_state"] = Double(status.state.kernelNumber)
        names["tcpi_snd_mss"] = size
        names["tcpi_snd_cwnd"] = (Double(status.congestionWindow) / size).rounded(.down)
        names["tcpi_rtt"] = Double(status.smoothedRoundTrip / 1000)
        names["tcpi_rto"] = Double(status.retransmissionTimeout / 1000)
        names["tcpi_snd_wnd"] = Double(status.sendWindow)
        names["tcpi_rttvar"] = Double(recovery.roundTripVariance / 1000)
        names["tcpi_backoff"] = Double(recovery.backoff)
        names["tcpi_ca_state"] = Double(recovery.phase.kernelNumber)
        // As many segments as nobody can have, where no loss has set one.
        names["tcpi_snd_ssthresh"] =
            recovery.threshold >= 1 << 30 ? 0x7FFF_FFFF : (Double(recovery.threshold) / size).rounded(.down)
        names["tcpi_unacked"] = segments(recovery.unacknowledged)
        names["tcpi_sacked"] = segments(recovery.selectivelyAcknowledged)
        names["tcpi_lost"] = segments(recovery.lost)
        names["tcpi_notsent_bytes"] = Double(recovery.queued - min(recovery.queued, recovery.unacknowledged))
        return names.merging(variables) { $1 }
    }
}

extension CodeExpression {
    /// The names in it, in their order.
    var names: [String] {
        switch self {
        case .number, .text: []
        case .name(let name, _): [name]
        case .not(let operand), .negated(let operand): operand.names
        case .both(let a, let b), .either(let a, let b), .arithmetic(let a, _, let b, _): a.names + b.names
        case .comparison(let first, let rest): first.names + rest.flatMap(\.with.names)
        case .function(_, let arguments): arguments.flatMap(\.names)
        }
    }
}

extension ConnectionState {
    /// Linux's number of the state, as `tcpi_state` has it.
    var kernelNumber: Int {
        switch self {
        case .established: 1
        case .synSent: 2
        case .synReceived: 3
        case .finWait1: 4
        case .finWait2: 5
        case .timeWait: 6
        case .closed: 7
        case .closeWait: 8
        case .lastAcknowledgment: 9
        case .closing: 11
        }
    }
}

extension RecoveryPhase {
    /// Linux's number of the phase, as `tcpi_ca_state` has it.
    var kernelNumber: Int {
        switch self {
        case .open: 0
        case .disordered: 1
        case .reduced: 2
        case .recovery: 3
        case .loss: 4
        }
    }
}
