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
        .library(name: "Captures", targets: ["Captures"]),
        .library(name: "CaptureCompression", targets: ["CaptureCompression"]),
        .library(name: "Links", targets: ["Links"]),
        .library(name: "HostNetwork", targets: ["HostNetwork"]),
        .library(name: "Probes", targets: ["Probes"]),
        .executable(name: "ibuki", targets: ["ibuki"]),
        // For the tests and the fuzz targets; no part of what the project promises.
        .library(name: "_PacketExercise", targets: ["PacketExercise"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        .systemLibrary(name: "CPrefetch"),
        .target(name: "Packets", dependencies: ["CPrefetch"], swiftSettings: settings),
        .systemLibrary(name: "CLinux"),
        .target(name: "SystemCalls", dependencies: ["CLinux"], swiftSettings: settings),
        .target(name: "Captures", dependencies: ["Packets", "SystemCalls"], swiftSettings: settings),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
        .target(name: "CaptureCompression", dependencies: ["Captures", "CZlib", "CZstd"], swiftSettings: settings),
        .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"]), .brew(["libpcap"])]),
        .target(name: "Links", dependencies: ["Packets", "SystemCalls", "CPcap"], swiftSettings: settings),
        .systemLibrary(name: "CHostNetwork"),
        .target(
            name: "HostNetwork", dependencies: ["Packets", "SystemCalls", "CHostNetwork"], swiftSettings: settings),
        .target(name: "Probes", dependencies: ["Packets", "Links"], swiftSettings: settings),
        .executableTarget(
            name: "ibuki",
            dependencies: [
                "Packets", "Captures", "CaptureCompression", "Links", "SystemCalls", "HostNetwork", "Probes",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            path: "Sources", sources: ["ibuki", "Sending", "Capturing"],
            swiftSettings: settings
        ),
        .testTarget(name: "PacketsTests", dependencies: ["Packets"], swiftSettings: settings),
        .testTarget(name: "CapturesTests", dependencies: ["Captures", "SystemCalls"], swiftSettings: settings),
        .testTarget(
            name: "CaptureCompressionTests", dependencies: ["CaptureCompression"], swiftSettings: settings),
        .target(name: "PrivateNetwork", path: "Tests/PrivateNetwork", swiftSettings: settings),
        .testTarget(
            name: "LinksTests", dependencies: ["Links", "Packets", "Captures", "PrivateNetwork"],
            swiftSettings: settings),
        .testTarget(name: "ProbesTests", dependencies: ["Probes", "Packets", "Links"], swiftSettings: settings),
        .testTarget(
            name: "HostNetworkTests", dependencies: ["HostNetwork", "Packets", "SystemCalls", "PrivateNetwork"],
            swiftSettings: settings),
        .testTarget(
            name: "ibukiTests",
            dependencies: [
                "ibuki", "HostNetwork", "Packets", "Captures", "CaptureCompression", "Links", "SystemCalls",
                "PrivateNetwork",
            ],
            swiftSettings: settings),
        .testTarget(name: "SendingTests", dependencies: ["ibuki", "Packets"], swiftSettings: settings),
        .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
        .target(
            name: "PacketExercise", dependencies: ["Packets"], path: "Tests/PacketExercise", swiftSettings: settings),
        .testTarget(
            name: "GuaranteesTests",
            dependencies: [
                "ibuki", "Packets", "Captures", "SystemCalls", "Links", "HostNetwork", "PacketExercise",
                "CAllocationCounter",
                "PrivateNetwork",
            ],
            swiftSettings: settings),
    ]
)
