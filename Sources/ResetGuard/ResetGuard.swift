#if os(Linux)
    internal import NetStack
    internal import Packets
    internal import Synchronization
    public import NetStackSockets

    /// Keeps the host's kernel from resetting what a stack of the program's own speaks from the host's address.
    ///
    /// The kernel knows nothing of the stack's connections, and answers each of their segments with a RST. The guard has an eBPF
    /// program drop these where they leave the interface: those of our connections alone, each of which is in a map before its
    /// SYN leaves and until its TIME-WAIT is over. What other programs send passes. Where the kernel takes no such program, a
    /// socket listens on each local port and throws away what comes, so that no RST arises; then others are not answered on that
    /// port either. Ports are taken from the kernel, so that no other program has the same. Whatever ends the process ends all
    /// of that.
    ///
    ///     let guardian = try ResetGuard(onInterface: 2)
    ///     let driver = try StackDriver(configuration, keeper: guardian)
    ///
    /// The link must mark what it sends (`PacketSocketOptions.mark`) with ``mark``, by which the stack's own RSTs pass.
    public final class ResetGuard: FlowKeeper {
        /// What frames of the stack's own bear: "Ibuk".
        public static let mark: UInt32 = 0x4962_756b

        /// How RSTs are kept back.
        public enum Method: Sendable, Equatable {
            /// An eBPF program drops them.
            case program
            /// Sockets that listen and say nothing; there is no program for a reason.
            case silentSockets(because: String)
        }

        /// How RSTs are kept back here.
        public let method: Method

        fileprivate struct State {
            var program: ResetProgram?
            var ports: [KeptFlow: HeldPort] = [:]
            /// The RSTs of connections that are over.
            var droppedBefore: UInt64 = 0
        }
        private let state: Mutex<State>

        /// Makes a guard of an interface of the host's.
        ///
        /// - Parameters:
        ///   - index: the interface's number.
        ///   - usesProgram: whether eBPF is tried.
        public init(onInterface index: UInt32, usesProgram: Bool = true) {
            var program: ResetProgram?
            var method = Method.silentSockets(because: "no program is wanted")
            if usesProgram {
                do throws(ResetProgram.Obstacle) {
                    program = try ResetProgram(onInterface: index)
                    method = .program
                } catch {
                    method = .silentSockets(because: error.text)
                }
            }
            self.method = method
            state = Mutex(State(program: program))
        }

        /// How many RSTs of the kernel's were dropped; none where no program counts them.
        public var resetsDropped: UInt64 {
            state.withLock { state in
                state.ports.keys.reduce(state.droppedBefore) { sum, flow in sum + state.dropped(flow) }
            }
        }

        public func begin(_ flow: KeptFlow) -> Bool { state.withLock { $0.begin(flow) } }

        public func end(_ flow: KeptFlow) { state.withLock { $0.end(flow) } }
    }

    extension ResetGuard.State {
        mutating func begin(_ flow: KeptFlow) -> Bool {
            do {
                switch flow {
                case .connection(let local, let remote):
                    let port = try HeldPort(local.port, isStream: true, program == nil ? .silent : .refusing)
                    if let program, !program.add(local, remote) { return false }
                    ports[flow] = port
                // What a datagram's answer meets is an ICMP error, unless a socket takes it.
                case .socket(let port): ports[flow] = try HeldPort(port, isStream: false, .silent)
                }
                return true
            } catch {
                return false
            }
        }

        mutating func end(_ flow: KeptFlow) {
            droppedBefore += dropped(flow)
            if case .connection(let local, let remote) = flow { program?.remove(local, remote) }
            ports[flow] = nil
        }

        func dropped(_ flow: KeptFlow) -> UInt64 {
            guard case .connection(let local, let remote) = flow else { return 0 }
            return program?.dropped(local, remote) ?? 0
        }
    }
#endif
