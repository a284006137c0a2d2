import Diagnostics
import Testing

struct ParentFolderTests {
  @Test(arguments: [
    ("n", ""), ("a/b", "a"), ("a/b/", "a"), ("/b", "/"), ("/", "/"), ("a//b", "a"), ("", ""), ("../x", ".."),
    ("é/n", "é"), ("//b", "/"),
  ])
  func `the folder of a path`(_ path: String, _ folder: String) { #expect(path.parentFolder == folder) }
}
