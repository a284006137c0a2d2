/// Bytes that a test server sends.
enum Fixture {
  /// What `gzip` holds.
  static let gzipText = String(repeating: "gzip bytes, always the same ones. ", count: 20)

  static let gzip: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 175, 202, 44, 80, 72, 170, 44, 73, 45,
    214, 81, 72, 204, 41, 79, 172, 44, 86, 40, 201, 72, 85, 40, 78, 204, 77, 85, 200, 207,
    75, 45, 214, 83, 72, 31, 85, 49, 170, 98, 192, 85, 0, 0, 106, 166, 211, 131, 168, 2,
    0, 0,
  ]
}
