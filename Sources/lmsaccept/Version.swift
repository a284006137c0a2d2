/// The version of the program, as `--version` prints it and as runs store it.
enum Version {
  static let current = "0.1.0"
}
