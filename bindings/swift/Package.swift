// swift-tools-version: 6.0
// The Swift face of Proximal. `tests/run swift` at the root of the project builds the library and runs what is here.

import PackageDescription

let package = Package(
    name: "Proximal",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "Proximal", targets: ["Proximal"])
    ],
    targets: [
        // What bindings/generate wrote, and the layer over it: one module.
        .target(
            name: "Proximal",
            dependencies: ["ProximalCoreFFI", "ProximalFFI"],
            path: ".",
            exclude: [
                "README.md", "Sources/CrossingBench", "Tests", "generated/ProximalCoreFFI", "generated/ProximalFFI",
            ],
            sources: ["Sources/Proximal", "generated/Sources"],
            // An app links Proximal.xcframework (bindings/build-ios).
            linkerSettings: [.linkedLibrary("proximal", .when(platforms: [.linux, .macOS]))]
        ),
        // The C headers of the library; whoever links says where it is.
        .systemLibrary(name: "ProximalCoreFFI", path: "generated/ProximalCoreFFI"),
        .systemLibrary(name: "ProximalFFI", path: "generated/ProximalFFI"),
        .executableTarget(name: "CrossingBench", dependencies: ["Proximal"]),
        .testTarget(name: "ProximalTests", dependencies: ["Proximal"]),
    ],
    swiftLanguageModes: [.v6]
)
