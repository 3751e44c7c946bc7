// swift-tools-version: 6.2
import PackageDescription

// One executable a parser, each with libFuzzer's entry point in place of a main: build with `--sanitize=fuzzer`
// (Scripts/fuzz does), or nothing calls it. A new target is a folder Sources/fuzz-NAME and a line here.
let targets = ["dissection", "filter", "pcap", "pcapng", "expression", "stack", "script", "terminal"]

let package = Package(
    name: "ibuki-fuzz",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "ibuki", path: "..", traits: [])],
    targets: targets.map { name in
        .executableTarget(
            name: "fuzz-\(name)",
            dependencies: [
                "Packets", "PacketProtocols", "PacketFilters", "Captures", "_PacketExercise", "Script",
                "_StackExercise", "_WidgetExercise",
            ].map {
                .product(name: $0, package: "ibuki")
            },
            swiftSettings: [
                .swiftLanguageMode(.v6), .enableExperimentalFeature("Lifetimes"), .strictMemorySafety(),
            ]
        )
    }
)
