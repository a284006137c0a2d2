// swift-tools-version: 6.2
import PackageDescription

#if canImport(Glibc)
  import Glibc
#endif

// The rows of docs/architecture.md: a target imports only targets of rows below its own.
// `Tests/ArchitectureTests` reads `swift package dump-package` and fails on an edge that is not downwards.

// A stranger's newer compiler must still build, so only our own tests turn warnings into errors.
let warnings: [SwiftSetting] =
  Context.environment["LMSACCEPT_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ] + warnings

func module(_ name: String, _ dependencies: [Target.Dependency] = [], plugins: [Target.PluginUsage] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict, plugins: plugins)
}

/// What is tested is optimised; the tests themselves are not, which takes a third of the whole build away.
func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: resources, swiftSettings: strict + [.unsafeFlags(["-Onone"])])
}

/// The program carries Swift's runtime, so it starts in half the time (twenty libraries fewer to find and bind), calls
/// it without a jump table, and runs where no Swift is installed. Tests and everything else link it as usual, so no
/// object is compiled twice. A program exports nothing, so no names of the runtime's functions need be loaded; debug
/// information would make it half as large again. LLD comes with the compiler.
let linux = BuildSettingCondition.when(platforms: [.linux], configuration: .release)
/// The 130,000 addresses that are fitted in at the start, in a thirtieth of the room; glibc before 2.36 would not start it.
#if canImport(Glibc)
  /// `glibc 2.36`.
  let libc: [CChar] = .init(unsafeUninitializedCapacity: 64) {
    $1 = max(confstr(Int32(_CS_GNU_LIBC_VERSION), $0.baseAddress, 64), 1) - 1
  }
  let glibc = String(decoding: libc.map { UInt8(bitPattern: $0) }, as: UTF8.self).split { $0 == " " || $0 == "." }
    .compactMap { Int($0) }
  let packing = glibc.lexicographicallyPrecedes([2, 36]) ? [] : ["-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"]
#else
  let packing: [String] = []
#endif
let selfContained: (compiler: [SwiftSetting], linker: [LinkerSetting]) = (
  [.unsafeFlags(["-static-stdlib"], linux)],
  [
    .unsafeFlags(
      ["-static-stdlib", "-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "--strip-debug"] + packing, linux
    )
  ]
)

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let package = Package(
  name: "lmsaccept",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // Row C: system libraries and the few wrappers that variadic functions and macros need.
    .systemLibrary(
      name: "CCurlSystem", path: "Sources/CCurl/System", pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "CCurl", dependencies: ["CCurlSystem"], path: "Sources/CCurl/Wrappers"),
    .systemLibrary(
      name: "CLuaSystem", path: "Sources/CLua/System", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .target(name: "CLua", dependencies: ["CLuaSystem"], path: "Sources/CLua/Wrappers"),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

    // Row 0: texts, places in them and how to talk about them.
    module("Diagnostics"),
    module("JSON"),
    module("Patterns", ["CPCRE2"]),
    module("SideWork"),

    // Row 1: what comes in from outside, each alone.
    module("Gherkin", ["Diagnostics", "JSON"]),
    module("Spreadsheets", ["CLibXML2", "CLibZip", "CXlsxWriter", "Diagnostics", "SideWork"]),
    module("StepExpressions", ["Diagnostics", "JSON", "Patterns"]),
    module("Transfer", ["Diagnostics", "CCurl"]),
    module("HTML", ["CLibXML2"]),
    module("Scripting", ["CLua"]),
    .executableTarget(name: "LibraryEmbedder", swiftSettings: strict),
    .plugin(name: "EmbedLibrary", capability: .buildTool(), dependencies: ["LibraryEmbedder"]),
    module("ShippedLibrary", plugins: ["EmbedLibrary"]),

    // Row 2: the words all thirds share.
    module("RunModel", ["Diagnostics", "JSON"]),

    // Row 3: decide, do, remember.
    module("Planning", ["Diagnostics", "Gherkin", "RunModel", "Spreadsheets", crypto]),
    module(
      "ProjectFile", ["Diagnostics", "RunModel", "Spreadsheets", crypto, .product(name: "Yams", package: "Yams")]),
    module("Running", ["RunModel"]),
    module(
      "Campaign",
      [
        "Diagnostics", "JSON", "RunModel", "SideWork", crypto, .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),

    // Row 4: the step library, the human half, the documents, the built-in LMS.
    module(
      "StepLibrary",
      ["Diagnostics", "JSON", "Patterns", "StepExpressions", "HTML", "Transfer", "Scripting", "RunModel"]),
    module("Reporting", ["Campaign", "Diagnostics", "JSON", "RunModel", "Spreadsheets"]),
    module("Worksheets", ["Campaign", "Diagnostics", "JSON", "RunModel", "Spreadsheets"]),
    module("DemoLMS", [.product(name: "Hummingbird", package: "hummingbird")]),

    // Row 5: freeze, decisions, signatures.
    module("SignOff", ["Campaign", "Diagnostics", "JSON", "Reporting", "RunModel"]),

    // Row 6: the command line, one file a command.
    .executableTarget(
      name: "lmsaccept",
      dependencies: [
        "Campaign", "DemoLMS", "Diagnostics", "Gherkin", "JSON", "Planning", "ProjectFile", "Reporting", "RunModel",
        "Running", "ShippedLibrary", "SignOff", "Spreadsheets", "StepExpressions", "StepLibrary", "Transfer",
        "Worksheets",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict + selfContained.compiler, linkerSettings: selfContained.linker),

    tests("PatternsTests", ["Patterns"]),
    tests("GherkinTests", ["Diagnostics", "Gherkin", "JSON"], resources: ["Goldens"]),
    tests("StepExpressionsTests", ["Diagnostics", "JSON", "Patterns", "StepExpressions"]),
    tests("SpreadsheetsTests", ["CLibZip", "Diagnostics", "Spreadsheets"]),
    tests("HTMLTests", ["HTML"]),
    tests("SideWorkTests", ["SideWork"]),
    tests("TransferTests", ["Transfer"]),
    tests("ScriptingTests", ["JSON", "Scripting"]),
    tests("RunningTests", ["Diagnostics", "RunModel", "Running"]),
    tests(
      "CampaignTests",
      ["Campaign", "Diagnostics", "JSON", "RunModel", .product(name: "GRDB", package: "GRDB.swift")]),
    tests("StepLibraryTests", ["Diagnostics", "JSON", "RunModel", "Scripting", "StepLibrary", "Transfer"]),
    tests(
      "WorksheetsTests", ["Campaign", "Diagnostics", "RunModel", "Spreadsheets", "Worksheets"], resources: ["Goldens"]),
    tests(
      "ReportingTests", ["Campaign", "Diagnostics", "JSON", "Reporting", "RunModel", "Spreadsheets"],
      resources: ["Goldens"]),
    tests(
      "SignOffTests", ["Campaign", "JSON", "RunModel", "SignOff"],
      resources: ["bundle.py", "fill.py", "tampering.py", "tour.py"]),
    tests("ArchitectureTests", []),
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("PlanningTests", ["Diagnostics", "Gherkin", "Planning", "RunModel"]),
    tests("ProjectFileTests", ["Diagnostics", "ProjectFile", "RunModel"]),
    tests("DemoLMSTests", ["DemoLMS"], resources: ["Recorded"]),
  ]
)
