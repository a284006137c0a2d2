/// A value that copies share until one of them is changed.
///
/// A scenario and its steps go through planning, runner, store and every report, which copy them at each turn; copying
/// their many fields took longer than most of what is done with them.
struct Shared<Value: Sendable>: Sendable {
  // Safe across threads: `value` is written only by the one who alone has the box.
  private final class Box: @unchecked Sendable {
    var value: Value

    init(_ value: Value) { self.value = value }
  }

  private var box: Box

  init(_ value: Value) { box = Box(value) }

  var value: Value {
    _read { yield box.value }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
      yield &box.value
    }
  }
}

extension Shared: Equatable where Value: Equatable {
  static func == (left: Shared, right: Shared) -> Bool { left.box === right.box || left.value == right.value }
}

extension Shared: Hashable where Value: Hashable {
  func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
