// swift-tools-version: 6.2
import PackageDescription

var settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableExperimentalFeature("Lifetimes"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .strictMemorySafety(),
]
// Set by `make STRICT=1` (and .ci/run): a warning in our own sources then ends the build.
if Context.environment["IBUKI_WARNINGS_AS_ERRORS"] != nil {
    settings.append(.treatAllWarnings(as: .error))
}

let package = Package(
    name: "ibuki",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "Packets", targets: ["Packets"]),
        .library(name: "PacketProtocols", targets: ["PacketProtocols"]),
        .library(name: "PacketFilters", targets: ["PacketFilters"]),
        .library(name: "PacketPresenters", targets: ["PacketPresenters"]),
        .library(name: "Captures", targets: ["Captures"]),
        .library(name: "Streams", targets: ["Streams"]),
        .library(name: "CaptureCompression", targets: ["CaptureCompression"]),
        .library(name: "Links", targets: ["Links"]),
        .library(name: "HostNetwork", targets: ["HostNetwork"]),
        .library(name: "NetStack", targets: ["NetStack"]),
        .library(name: "Script", targets: ["Script"]),
        .library(name: "Leases", targets: ["Leases"]),
        .library(name: "NetStackSockets", targets: ["NetStackSockets"]),
        .library(name: "ResetGuard", targets: ["ResetGuard"]),
        .library(name: "NetStackNIO", targets: ["NetStackNIO"]),
        .library(name: "Sending", targets: ["Sending"]),
        .library(name: "Lab", targets: ["Lab"]),
        .library(name: "Probes", targets: ["Probes"]),
        .executable(name: "ibuki", targets: ["ibuki"]),
        // For the tests and the fuzz targets; no part of what the project promises.
        .library(name: "_PacketExercise", targets: ["PacketExercise"]),
        .library(name: "_StackExercise", targets: ["StackExercise"]),
        .library(name: "_WidgetExercise", targets: ["WidgetExercise"]),
    ],
    // What only the program needs, and what NetStackNIO stands on. A package that uses the other libraries says `traits: []`, and
    // these are not even fetched.
    traits: [
        .default(enabledTraits: ["Program"]),
        .trait(name: "NIO", description: "NetStackNIO, by which programs of SwiftNIO speak on the stack."),
        .trait(
            name: "Program", description: "The command ibuki, with the argument parser and NIO that it is built on.",
            enabledTraits: ["NIO"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    ],
    // In the order of the house: each depends on those before it alone (Scripts/check-house). The comment above a module
    // says what it is, in CONTRIBUTING's list too.
    targets: [
        // asking for memory ahead, for which Swift has no name
        .systemLibrary(name: "CPrefetch"),
        // the wire model, and all that a stack needs
        //   Core/        Schema/ Dissection/ Values/ Addresses/ Text/ Time/ Checksums/ Flows/ Reassembly/; names no protocol
        //   Link/ Network/ Transport/        a file or a folder a protocol, its summary beside it
        //   Forge/       headers and packets that are made or changed; packet expressions
        //   Exchange/    what ties an answer to its question
        .target(name: "Packets", dependencies: ["CPrefetch"], swiftSettings: settings),
        // what is carried by those: a file or a folder a protocol, its summary beside it; Registry.standard
        .target(name: "PacketProtocols", dependencies: ["Packets"], swiftSettings: settings),
        // the display filter: lexer, parser, binding, evaluation
        .target(name: "PacketFilters", dependencies: ["Packets"], swiftSettings: settings),
        // lines, detail tree, JSON, ek, PDML, columns, hex dump, header diagram
        .target(name: "PacketPresenters", dependencies: ["Packets"], swiftSettings: settings),
        // the kernel's headers of packet sockets, tunnels and the like
        .systemLibrary(name: "CLinux"),
        // the one place that calls the system: errors, descriptors, files, clocks, signals
        .target(name: "SystemCalls", dependencies: ["CLinux"], swiftSettings: settings),
        // drawing, keys and widgets for a terminal; knows nothing of packets
        .target(name: "Terminal", dependencies: ["SystemCalls"], swiftSettings: settings),
        // pcap and pcapng: reading, writing, following, merging
        .target(
            name: "Captures", dependencies: ["Packets", "PacketProtocols", "SystemCalls"], swiftSettings: settings),
        // packets seen as a whole: conversations, hierarchies, intervals, and what a stream said
        .target(
            name: "Streams", dependencies: ["Packets", "PacketProtocols", "PacketFilters", "PacketPresenters"],
            swiftSettings: settings),
        // the system's zlib
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        // the system's libzstd
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
        // gzip and zstd by these libraries; Captures is handed a decompressor and knows neither
        .target(name: "CaptureCompression", dependencies: ["Captures", "CZlib", "CZstd"], swiftSettings: settings),
        // the system's libpcap
        .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"]), .brew(["libpcap"])]),
        // what a frame enters and leaves by: packet socket, TAP and TUN, libpcap, memory; decorators
        .target(name: "Links", dependencies: ["Packets", "SystemCalls", "CPcap"], swiftSettings: settings),
        // the kernel's headers of netlink, and two calls
        .systemLibrary(name: "CHostNetwork"),
        // the host's interfaces, addresses, routes, neighbors and sockets, by netlink, and who owns them
        .target(
            name: "HostNetwork", dependencies: ["Packets", "SystemCalls", "CHostNetwork"], swiftSettings: settings),
        // packets on their way: next hops, blanks filled from the route, pacing, replay; what waits for an answer
        .target(
            name: "Sending",
            dependencies: [
                "Packets", "PacketProtocols", "PacketFilters", "Captures", "SystemCalls", "Links", "HostNetwork",
            ],
            swiftSettings: settings),
        // live packets: the loop, files and their rotation, what privileges are given up
        .target(
            name: "Capturing",
            dependencies: ["Packets", "PacketFilters", "Captures", "SystemCalls", "Links", "HostNetwork"],
            swiftSettings: settings),
        // the TCP/IP stack: a state machine without a clock, frames in and frames out
        .target(name: "NetStack", dependencies: ["Packets"], swiftSettings: settings),
        // packetdrill's language: calls and packets as they should be, run against the stack in virtual time
        .target(name: "Script", dependencies: ["Packets", "NetStack"], swiftSettings: settings),
        // DHCP's client and server: state machines without a clock, messages in and messages out
        .target(name: "Leases", dependencies: ["Packets", "PacketProtocols"], swiftSettings: settings),
        // what drives the stack: a thread, its links and timers; async sockets
        .target(
            name: "NetStackSockets", dependencies: ["Packets", "SystemCalls", "Links", "NetStack", "Leases"],
            swiftSettings: settings),
        // keeps the kernel from resetting what a stack speaks from the host's own address: eBPF, by libbpf where it is there
        .target(
            name: "ResetGuard", dependencies: ["Packets", "SystemCalls", "NetStack", "NetStackSockets"],
            exclude: ["Program/reset-guard.c"], resources: [.embedInCode("Program/reset-guard.o")],
            swiftSettings: settings),
        // the driver's thread as an event loop of SwiftNIO, and its channels
        .target(
            name: "NetStackNIO",
            dependencies: [
                "Packets", "SystemCalls", "NetStack", "NetStackSockets",
                .product(name: "HeapModule", package: "swift-collections", condition: .when(traits: ["NIO"])),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["NIO"])),
            ],
            swiftSettings: settings),
        // what speaks on a stack: services (http, echo, discard, daytime, chargen), and how the answers of web servers are read
        .target(
            name: "StackServices", dependencies: ["Packets", "SystemCalls", "NetStack", "Leases", "NetStackSockets"],
            swiftSettings: settings),
        // a small network inside the process: a switch, a router and hosts on stacks, whose names say what they do
        .target(
            name: "Lab",
            dependencies: [
                "Packets", "PacketProtocols", "SystemCalls", "Links", "NetStack", "Leases", "NetStackSockets",
                "StackServices",
            ],
            swiftSettings: settings),
        // asking: questions, who answers them, and how fast; scanning, the way to a host
        .target(
            name: "Probes",
            dependencies: [
                "Packets", "PacketProtocols", "SystemCalls", "Links", "HostNetwork", "Sending", "NetStack",
                "NetStackSockets",
            ],
            swiftSettings: settings),
        // the workbench in a terminal: packets seen, forged and spoken
        //   Bench/       the model, its commands, what is drawn around the views
        //   Shelf/       frames gathered, indexed, dissected one by one, filtered
        //   Packets/ Forge/ Conversations/ Path/ Host/ Explain/       a folder a view
        .target(
            name: "Workbench",
            dependencies: [
                "Packets", "PacketProtocols", "PacketFilters", "PacketPresenters", "SystemCalls", "Terminal",
                "Captures", "Streams",
                "CaptureCompression", "Links", "HostNetwork", "Sending", "NetStack", "NetStackSockets", "Lab", "Probes",
            ],
            swiftSettings: settings),
        // the command: it parses, calls a library and presents
        .executableTarget(
            name: "ibuki",
            dependencies: [
                "Packets", "PacketProtocols", "PacketFilters", "PacketPresenters", "Captures", "Streams",
                "CaptureCompression",
                "Links", "SystemCalls", "HostNetwork", "Sending", "Capturing", "NetStack", "Script",
                "Leases", "NetStackSockets", "ResetGuard", "NetStackNIO", "StackServices", "Lab", "Probes", "Terminal",
                "Workbench",
                .product(
                    name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["Program"])),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Program"])),
                .product(name: "NIOPosix", package: "swift-nio", condition: .when(traits: ["Program"])),
                .product(name: "NIOHTTP1", package: "swift-nio", condition: .when(traits: ["Program"])),
                .product(name: "NIOTLS", package: "swift-nio", condition: .when(traits: ["Program"])),
                .product(name: "NIOSSL", package: "swift-nio-ssl", condition: .when(traits: ["Program"])),
            ],
            swiftSettings: settings
        ),
        // What the tests of several modules make packets with.
        .target(
            name: "PacketSamples", dependencies: ["Packets", "PacketProtocols"], path: "Tests/PacketSamples",
            swiftSettings: settings),
        .target(name: "PrivateNetwork", path: "Tests/PrivateNetwork", swiftSettings: settings),
        // Every widget, and octets of any kind for them: fuzzed too. As a program, which the tests drive in tmux.
        .target(
            name: "WidgetExercise", dependencies: ["Terminal"], path: "Tests/WidgetExercise", swiftSettings: settings),
        .executableTarget(
            name: "TerminalExercise", dependencies: ["Terminal", "WidgetExercise"], path: "Tests/TerminalExercise",
            swiftSettings: settings),
        .testTarget(
            name: "TerminalTests", dependencies: ["Terminal", "TerminalExercise", "WidgetExercise", "PrivateNetwork"],
            swiftSettings: settings),
        .testTarget(
            name: "PacketsTests", dependencies: ["Packets", "PacketProtocols", "PacketSamples"],
            swiftSettings: settings),
        .testTarget(
            name: "PacketProtocolsTests",
            dependencies: ["PacketProtocols", "Packets", "PacketPresenters", "PacketSamples"],
            swiftSettings: settings),
        .testTarget(
            name: "PacketFiltersTests", dependencies: ["PacketFilters", "Packets", "PacketProtocols"],
            swiftSettings: settings),
        .testTarget(
            name: "PacketPresentersTests",
            dependencies: ["PacketPresenters", "Packets", "PacketProtocols", "PacketSamples"],
            swiftSettings: settings),
        .testTarget(
            name: "CapturesTests",
            dependencies: [
                "Captures", "Packets", "PacketProtocols", "PacketPresenters", "SystemCalls", "PrivateNetwork",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "StreamsTests", dependencies: ["Streams", "Packets", "PacketProtocols", "Captures", "PacketSamples"],
            swiftSettings: settings),
        .testTarget(
            name: "CaptureCompressionTests", dependencies: ["CaptureCompression", "Captures", "Packets"],
            swiftSettings: settings),
        .testTarget(
            name: "LinksTests", dependencies: ["Links", "Packets", "Captures", "PrivateNetwork"],
            swiftSettings: settings),
        .target(
            name: "StackExercise", dependencies: ["NetStack", "Packets"], path: "Tests/StackExercise",
            swiftSettings: settings),
        .testTarget(
            name: "NetStackTests",
            dependencies: [
                "StackExercise", "NetStack", "NetStackSockets", "Packets", "PacketProtocols", "PacketPresenters",
                "Captures", "Links",
                "PrivateNetwork",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ScriptTests", dependencies: ["Script", "NetStack", "Packets"], exclude: ["Scripts"],
            swiftSettings: settings),
        .testTarget(
            name: "LeasesTests", dependencies: ["Leases", "Packets", "PacketProtocols"], swiftSettings: settings),
        .testTarget(
            name: "NetStackSocketsTests", dependencies: ["NetStackSockets", "NetStack", "Packets", "Links"],
            swiftSettings: settings),
        .testTarget(
            name: "ResetGuardTests",
            dependencies: [
                "ResetGuard", "NetStackSockets", "NetStack", "Packets", "Links", "HostNetwork", "SystemCalls",
                "PrivateNetwork",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "NetStackNIOTests",
            dependencies: [
                "NetStackNIO", "NetStackSockets", "NetStack", "Packets", "Links", "SystemCalls", "PrivateNetwork",
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Program"])),
                .product(name: "NIOPosix", package: "swift-nio", condition: .when(traits: ["Program"])),
                .product(name: "NIOHTTP1", package: "swift-nio", condition: .when(traits: ["Program"])),
                .product(name: "NIOSSL", package: "swift-nio-ssl", condition: .when(traits: ["Program"])),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "StackServicesTests",
            dependencies: ["StackServices", "Leases", "NetStackSockets", "NetStack", "Packets", "Links"],
            swiftSettings: settings),
        .testTarget(
            name: "LabTests",
            dependencies: [
                "Lab", "StackServices", "NetStackSockets", "NetStack", "Packets", "PacketProtocols", "Links",
                "PrivateNetwork",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "SendingTests",
            dependencies: [
                "Sending", "Packets", "PacketProtocols", "PacketFilters", "Captures", "Links", "HostNetwork",
                "PrivateNetwork",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "CapturingTests", dependencies: ["Capturing", "SystemCalls", "PrivateNetwork"],
            swiftSettings: settings),
        .testTarget(
            name: "ProbesTests",
            dependencies: ["Probes", "Packets", "PacketProtocols", "Links", "HostNetwork", "Sending", "NetStack"],
            swiftSettings: settings),
        .testTarget(
            name: "WorkbenchTests",
            dependencies: [
                "Workbench", "Terminal", "Packets", "PacketProtocols", "PacketFilters", "PacketPresenters", "Captures",
                "SystemCalls", "HostNetwork", "Probes", "PrivateNetwork",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "HostNetworkTests",
            dependencies: ["HostNetwork", "Packets", "PacketFilters", "SystemCalls", "PrivateNetwork"],
            swiftSettings: settings),
        .testTarget(
            name: "ibukiTests",
            dependencies: [
                "ibuki", "HostNetwork", "Packets", "PacketProtocols", "PacketFilters", "PacketPresenters", "Captures",
                "CaptureCompression", "Links", "Lab", "SystemCalls", "PrivateNetwork",
                .product(
                    name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["Program"])),
            ],
            swiftSettings: settings),
        // The programs of Examples/Journey come below.
        .target(
            name: "Journey", dependencies: ["Packets", "PacketProtocols", "PacketPresenters", "Links", "Lab"],
            path: "Examples/Journey/Journey", swiftSettings: settings),
        .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
        .testTarget(
            name: "AllocationTests",
            dependencies: [
                "Packets", "PacketProtocols", "PacketFilters", "PacketPresenters", "Captures", "Links", "Sending",
                "NetStack", "CAllocationCounter", "PrivateNetwork",
            ],
            swiftSettings: settings),
        .target(
            name: "PacketExercise", dependencies: ["Packets", "PacketProtocols", "PacketPresenters"],
            path: "Tests/PacketExercise", swiftSettings: settings),
        .testTarget(
            name: "GuaranteesTests",
            dependencies: [
                "ibuki", "Packets", "PacketProtocols", "PacketFilters", "PacketPresenters", "Captures",
                "Streams", "CaptureCompression", "Links", "SystemCalls", "HostNetwork", "Sending", "Probes", "NetStack",
                "Script", "Leases", "NetStackSockets", "ResetGuard", "NetStackNIO", "Lab", "PacketExercise",
                "PacketSamples", "PrivateNetwork",
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Program"])),
            ],
            swiftSettings: settings),
    ]
)
// One program a step.
let steps = ["arp", "ping", "udp", "handshake", "get", "fin"]
package.targets += steps.map { step in
    .executableTarget(
        name: "journey-\(step)", dependencies: ["Journey", "Lab"], path: "Examples/Journey/\(step)",
        swiftSettings: settings)
}
package.targets.append(
    .testTarget(
        name: "JourneyTests", dependencies: ["PrivateNetwork"] + steps.map { .init(stringLiteral: "journey-\($0)") },
        swiftSettings: settings))
// Set by `make test-release TEST_TARGET=…`: of the tests only that target is built, and the program is not. Optimised, all tests
// take five times as long to build as the libraries.
if let chosen = Context.environment["IBUKI_TESTS"] {
    package.targets.removeAll { $0.type == .test && $0.name != chosen || $0.type == .executable }
    package.products.removeAll { $0.name == "ibuki" }
}
