#if os(Linux)
    import Capturing
    import SystemCalls

    extension CaptureCounts {
        private func line(_ count: some BinaryInteger, _ what: String) -> String {
            "\(count) packet\(count == 1 ? "" : "s") \(what)"
        }

        /// As tcpdump tells it at the end.
        var lines: String {
            var lines = [
                line(captured, "captured"), line(received, "received by filter"), line(dropped, "dropped by kernel"),
            ]
            if lost > 0 { lines.append(line(lost, "dropped by interface")) }
            return lines.joined(separator: "\n")
        }

        /// As tcpdump tells it on SIGUSR1.
        var oneLine: String {
            "ibuki: \(line(captured, "captured")), \(kernelsPart)"
        }

        /// Of that, what was counted before packets came here.
        var kernelsPart: String {
            let lost = lost > 0 ? ", \(lost) dropped by interface" : ""
            return "\(received) received by filter, \(dropped) dropped by kernel\(lost)"
        }
    }

    extension CaptureNews {
        /// What a person is told of it.
        var line: String {
            switch self {
            case .counts(let counts): counts.oneLine
            case .countsWhileWaiting(let counts): "ibuki: waiting for the reader of the output; \(counts.kernelsPart)"
            case .readerHangs: "ibuki: waiting for the reader of the output; another signal ends it"
            case .interfaceDown(let name): "ibuki: \(name): the interface went down; waiting until it is up"
            case .interfaceGone(let error): "ibuki: \(error)"
            }
        }
    }

    extension CaptureLoop: PresentingWork {}

    extension CommandFailure {
        /// Does what an option asks for, and names the option where that cannot be.
        static func naming<T: ~Copyable>(_ option: String, _ body: () throws -> T) throws -> T {
            do {
                return try body()
            } catch let error as CapturingError {
                throw error.code == .wrongRequest
                    ? CommandFailure(.usage, "\(option) \(error)") : CommandFailure(error)
            }
        }

        /// Starts a program beside this one; what cannot be started is named.
        static func starting<Helper: ~Copyable>(
            _ purpose: String, _ start: () throws(ErrorNumber) -> Helper
        ) throws(CommandFailure) -> Helper {
            do throws(ErrorNumber) {
                return try start()
            } catch {
                throw CommandFailure(.failed, "cannot start \(purpose): \(error)")
            }
        }
    }
#endif
