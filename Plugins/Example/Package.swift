// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "example",
  platforms: [.macOS("26.0")],
  dependencies: [.package(name: "pipe", path: "../..")],
  targets: [
    .target(
      name: "ExampleStages", dependencies: [.product(name: "PipeStages", package: "pipe")]),
    .executableTarget(
      name: "example-pipe",
      dependencies: ["ExampleStages", .product(name: "PipeStages", package: "pipe")]),
    .testTarget(
      name: "ExampleStagesTests",
      dependencies: ["ExampleStages", .product(name: "PipeTesting", package: "pipe")],
      exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)
