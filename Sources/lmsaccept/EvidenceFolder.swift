import Foundation
import Worksheets

/// The folder that a returned worksheet lies in: where testers put the files that they name as evidence.
struct EvidenceFolder {
  private let path: String
  private static let names = 10_000
  /// As large as a worksheet may be.
  private static let bytes = 20_000_000

  init(ofFile path: String) {
    let folder = (path as NSString).deletingLastPathComponent
    self.path = folder.isEmpty ? "." : folder
  }

  /// Of all plain files; what is hidden nobody put there as evidence.
  var files: FilesBeside {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return FilesBeside(names.sorted().filter { !$0.hasPrefix(".") }.prefix(Self.names).filter(isPlain))
  }

  /// A link could lead to anything that the lead may read and the tester may not.
  private func isPlain(_ name: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
    return attributes?[.type] as? FileAttributeType == .typeRegular
  }

  func read(_ name: String) -> Result<[UInt8], WorksheetImport.FileRefusal> {
    guard isPlain(name), let handle = FileHandle(forReadingAtPath: "\(path)/\(name)") else {
      return .failure(.init("cannot be read", "is niet te lezen"))
    }
    defer { try? handle.close() }
    guard let content = try? handle.read(upToCount: Self.bytes + 1) else {
      return .failure(.init("cannot be read", "is niet te lezen"))
    }
    if content.count > Self.bytes {
      let most = Self.bytes / 1_000_000
      return .failure(
        .init("is larger than \(most) MB and is not kept", "is groter dan \(most) MB en wordt niet bewaard"))
    }
    return content.isEmpty
      ? .failure(.init("is empty and is not kept", "is leeg en wordt niet bewaard")) : .success(Array(content))
  }
}
