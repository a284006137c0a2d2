import RunModel
import Transfer

/// The exchanges of one scenario: bodies of the running step are kept until it is known whether they are wanted.
struct ExchangeLog {
  private struct Held {
    var record: ExchangeRecord
    var request: Request
    var answer: Exchange?
  }

  private var held: [Held] = []
  private(set) var count: Int

  /// - Parameter count: the number of the last exchange before this log.
  init(count: Int = 0) {
    self.count = count
  }

  /// Notes a request and its answer, or what went wrong; gives its number, from 1.
  mutating func note(
    _ request: Request, answer: Exchange?, trouble: String, step: Int, target: String, who: String,
    durationNanoseconds: Int64, masker: Masker
  ) -> Int {
    count += 1
    let record = ExchangeRecord(
      number: count, step: step, target: target, who: who, method: request.method, url: masker.address(request.url),
      status: answer?.status ?? 0, durationNanoseconds: durationNanoseconds, trouble: masker.text(trouble))
    held.append(Held(record: record, request: request, answer: answer))
    return count
  }

  /// The records of the step that ended; with headers and bodies, masked, when wanted.
  mutating func take(withBodies: Bool, masker: Masker) -> [ExchangeRecord] {
    defer { held.removeAll(keepingCapacity: true) }
    guard withBodies else { return held.map(\.record) }
    return held.map { held in
      var record = held.record
      record.requestHeaders = Self.masked(held.request.headers, masker)
      record.requestBody = masker.body(Self.bytes(of: held.request.body))
      if let answer = held.answer {
        record.answerHeaders = Self.masked(answer.headers, masker)
        record.answerBody = masker.body(answer.body)
      }
      return record
    }
  }

  private static func masked(_ fields: [Transfer.HeaderField], _ masker: Masker) -> [RunModel.HeaderField] {
    fields.map { RunModel.HeaderField($0.name, masker.header($0.name, $0.value)) }
  }

  /// A multipart body as a form, so that its secret fields are found by name; files by name and size.
  private static func bytes(of body: Request.Body) -> [UInt8] {
    switch body {
    case .none: []
    case .bytes(let bytes, _): bytes
    case .multipart(let parts):
      FormEncoding.bytes(
        parts.map { part in
          switch part.content {
          case .value(let value): (part.name, value)
          case .file(let name, let type, let bytes): (part.name, "file \(name), \(type), \(bytes.count) bytes")
          }
        })
    }
  }
}
