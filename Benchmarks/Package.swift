// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "ibuki-benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "ibuki", path: "..")],
    targets: [
        .executableTarget(
            name: "ibuki-bench",
            dependencies: [.product(name: "Packets", package: "ibuki"), .product(name: "Captures", package: "ibuki")],
            swiftSettings: [.swiftLanguageMode(.v6), .enableExperimentalFeature("Lifetimes")]
        )
    ]
)
