extension String {
  /// The folder of what a path names, without the slash at its end: `a/b` -> `a`, `/b` -> `/`; empty for a name alone.
  ///
  /// `NSString.deletingLastPathComponent` stops the program for a name of one letter.
  package var parentFolder: String {
    var path = utf8[...]
    while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
    guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    var folder = path[..<slash]
    while folder.last == UInt8(ascii: "/") { folder.removeLast() }
    return folder.isEmpty ? "/" : String(Substring(folder))
  }
}
