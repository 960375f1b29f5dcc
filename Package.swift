// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Every module but those that handle pointers.
let safe = settings + [.strictMemorySafety()]

/// A family of built-in stages: sees what a third-party plugin sees.
func stageFamily(_ folder: String) -> Target {
  .target(
    name: "\(folder)Stages", dependencies: ["PCRE2", "PipeCore", "PipeText"],
    path: "Plugins/\(folder)", exclude: ["README.md"], swiftSettings: safe)
}

let families: [String] = [
  "Text", "Boilerplate", "Tables", "Dedup", "Summary", "Quality", "Privacy",
]

let builtIn: [Target.Dependency] =
  ["PipeCore"] + families.map { Target.Dependency(stringLiteral: "\($0)Stages") }

/// The modules that are no family.
let modules: [Target] = [
  .executableTarget(
    name: "pipe", dependencies: ["BuiltInStages", "PipeCLI"], swiftSettings: safe),
  .target(
    name: "BuiltInStages", dependencies: builtIn,
    swiftSettings: safe),
  .target(
    name: "PipeCLI",
    dependencies: [
      "PCRE2", "PipeCore", "PipeEngine", "PipeFormats", "PipeText",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ], swiftSettings: safe),
  .target(
    name: "PipeEngine",
    dependencies: [
      "PCRE2", "PipeCore", "PipeFormats", "PipeText", .product(name: "Yams", package: "Yams"),
    ], swiftSettings: safe),
  .target(
    name: "PipeFormats",
    dependencies: [
      "CCompression", "CSimdjson", "CTextKernels", "PipeCore", "PipeHTML", "PipeText",
    ], swiftSettings: settings),
  .target(name: "PipeHTML", swiftSettings: settings),
  .target(
    name: "PipeCore", dependencies: ["PCRE2", "PipeText"],
    swiftSettings: safe + [.enableExperimentalFeature("Lifetimes")]),
  .target(name: "PipeText", dependencies: ["CTextKernels"], swiftSettings: settings),
  .target(name: "PCRE2", dependencies: ["CPCRE2", "CPCRE2Kernels"], swiftSettings: settings),
  .target(
    name: "PipeTesting", dependencies: ["PipeCore", "PipeEngine", "PipeFormats", "PipeText"],
    swiftSettings: safe),

  .systemLibrary(
    name: "CPCRE2", pkgConfig: "libpcre2-8",
    providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
  .systemLibrary(
    name: "CCompression", pkgConfig: "libzstd",
    providers: [
      .apt(["libzstd-dev", "zlib1g-dev", "libdeflate-dev"]), .brew(["zstd", "zlib", "libdeflate"]),
    ]),
  .target(name: "CPCRE2Kernels"),
  .target(name: "CTextKernels"),
  .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),

  .testTarget(name: "PCRE2Tests", dependencies: ["PCRE2"], swiftSettings: settings),
  .testTarget(name: "PipeTextTests", dependencies: ["PipeText"], swiftSettings: settings),
  .testTarget(
    name: "PipeHTMLTests", dependencies: ["PipeHTML"], exclude: ["known-failures.txt"],
    swiftSettings: settings),
  .testTarget(
    name: "PipeFormatsTests", dependencies: ["PipeCore", "PipeFormats"], swiftSettings: settings),
  .testTarget(
    name: "StageTests", dependencies: ["BuiltInStages", "PipeCore", "PipeTesting"],
    swiftSettings: safe),
  .testTarget(
    name: "PipeCoreTests", dependencies: ["PCRE2", "PipeCore", "PipeText"], swiftSettings: safe),
  .testTarget(
    name: "PipeEngineTests", dependencies: ["PCRE2", "PipeCore", "PipeEngine"],
    swiftSettings: safe),
  .testTarget(
    name: "RunTests",
    dependencies: [
      "BuiltInStages", "PCRE2", "PipeCore", "PipeEngine", "PipeFormats", "PipeTesting", "PipeText",
    ],
    swiftSettings: safe),
  .testTarget(name: "CLITests", dependencies: ["pipe"], swiftSettings: settings),
  .testTarget(
    name: "BoilerplateTests",
    dependencies: ["BoilerplateStages", "PipeCore", "PipeFormats", "PipeTesting", "PipeText"],
    swiftSettings: safe),
  .testTarget(name: "TablesTests", dependencies: ["TablesStages"], swiftSettings: safe),
  .testTarget(name: "SummaryTests", dependencies: ["SummaryStages"], swiftSettings: safe),
  .testTarget(
    name: "DedupTests", dependencies: ["DedupStages", "PipeCore", "PipeTesting", "PipeText"],
    swiftSettings: safe),
]

let package = Package(
  name: "pipe",
  platforms: [.macOS("26.0")],
  products: [
    .executable(name: "pipe", targets: ["pipe"]),
    .library(
      name: "PipeStages", targets: ["BuiltInStages", "PipeCLI", "PipeCore", "PipeText", "PCRE2"]),
    .library(name: "PipeTesting", targets: ["PipeTesting"]),
    .library(name: "PipeHTML", targets: ["PipeHTML"]),
    .library(name: "PCRE2", targets: ["PCRE2"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: modules + families.map { stageFamily($0) },
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
