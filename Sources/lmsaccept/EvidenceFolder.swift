import Diagnostics
import Foundation
import Worksheets

/// The folder that a returned worksheet lies in: where testers put the files that they name as evidence.
struct EvidenceFolder {
  private let path: String
  private static let names = 10_000
  /// As large as a worksheet may be.
  private static let bytes = 20_000_000
  /// What shows something. A project file, a key or a campaign that happens to lie there is nothing a tester may send on.
  private static let kinds: Set<String> = [
    "avif", "bmp", "gif", "heic", "jpeg", "jpg", "png", "svg", "tif", "tiff", "webp",
    "avi", "m4a", "m4v", "mkv", "mov", "mp3", "mp4", "ogg", "wav", "webm",
    "csv", "doc", "docx", "odp", "ods", "odt", "pdf", "ppt", "pptx", "rtf", "txt", "xls", "xlsx",
    "eml", "har", "htm", "html", "json", "log", "mht", "mhtml", "msg", "xml", "zip",
  ]

  init(ofFile path: String) {
    let folder = path.parentFolder
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
    guard Self.kinds.contains((name as NSString).pathExtension.lowercased()) else {
      return .failure(
        .init(
          "is no picture, film, document or log, and is not kept",
          "is geen beeld, film, document of log, en wordt niet bewaard"))
    }
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
