// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "ibuki-benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "ibuki", path: "..", traits: [])],
    targets: [
        .executableTarget(
            name: "ibuki-bench",
            dependencies: [
                "Packets", "PacketProtocols", "PacketFilters", "PacketPresenters", "Captures", "NetStack",
                "NetStackSockets", "Links",
            ]
            .map {
                .product(name: $0, package: "ibuki")
            },
            swiftSettings: [.swiftLanguageMode(.v6), .enableExperimentalFeature("Lifetimes")]
        )
    ]
)
