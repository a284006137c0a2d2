import Scripting
import Transfer

/// HTML pages of one scenario, by number.
struct PageDesk {
  mutating func serve(_ name: String, _ arguments: [ScriptValue], answer: (Int) -> Exchange?) -> [ScriptValue] {
    HostReply.failure("script", "pages are not read yet")
  }
}
