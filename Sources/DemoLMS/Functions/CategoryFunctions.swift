/// The tree of course categories.
enum CategoryFunctions {
  static let all = [
    Function("core_course_create_categories", .create, create),
    Function("core_course_get_categories", .read, search),
    Function("core_course_update_categories", .update, update),
    Function("core_course_delete_categories", .delete, delete),
  ]

  private static func create(_ call: inout Call) throws(Refusal) -> Value {
    var made: [Value] = []
    for wanted in call.arguments["categories"].list {
      let parent = wanted["parent"].int ?? 0
      if parent != 0, call.state.categories[parent] == nil {
        throw Refusal("unknowcategory", "Category not known!")
      }
      try call.require(.manageCategories, in: parent == 0 ? .system : .category(parent))
      var category = Category(name: wanted["name"].text, modified: call.now)
      category.parent = parent
      category.description = wanted["description"].text
      category.idnumber = wanted["idnumber"].text
      try checkNumber(category.idnumber, of: nil, call)
      category = call.state.categories.add(category)
      made.append(["id": .int(category.id), "name": call.name(category.name)])
    }
    return .list(made)
  }

  private static func checkNumber(_ number: String, of id: Int?, _ call: Call) throws(Refusal) {
    guard !number.isEmpty, !call.allowsDuplicates else { return }
    if call.state.categories.contains(where: { $0.idnumber == number && $0.id != id }) {
      throw Refusal("categoryidnumbertaken", "ID number is already used for another category")
    }
  }

  private static func search(_ call: inout Call) throws(Refusal) -> Value {
    let manages = call.can(.manageCategories)
    let criteria = call.arguments["criteria"].list
    for criterion in criteria where !manages && ["idnumber", "visible", "theme"].contains(criterion["key"].text) {
      throw Refusal("criteriaerror", "Missing permissions to search on a criterion.")
    }
    let found = call.state.categories.filter { category in
      (category.isVisible || manages)
        && call.keeps(criteria.allSatisfy { matches(category, $0["key"].text, $0["value"].text) })
    }
    var shown = Set(found.map(\.id))
    if !criteria.isEmpty, call.arguments["addsubcategories"].flag {
      for category in call.state.categories
      where call.state.path(of: category.id).contains(where: { shown.contains($0) }) { shown.insert(category.id) }
    }
    let ordered = order(call.state).filter { shown.contains($0) }
    return .list(ordered.compactMap { call.state.categories[$0] }.map { value(of: $0, call) })
  }

  private static func matches(_ category: Category, _ key: String, _ value: String) -> Bool {
    switch key {
    case "id": String(category.id) == value
    case "ids": value.split(separator: ",").contains { $0 == String(category.id) }
    case "name": category.name == value
    case "parent": String(category.parent) == value
    case "idnumber": category.idnumber == value
    case "visible": category.isVisible == (value == "1")
    default: false
    }
  }

  /// The ids in the order of the tree: a category, then all below it.
  private static func order(_ state: State) -> [Int] {
    var ordered: [Int] = []
    func visit(_ parent: Int) {
      for category in state.categories where category.parent == parent {
        ordered.append(category.id)
        visit(category.id)
      }
    }
    visit(0)
    return ordered
  }

  private static func value(of category: Category, _ call: Call) -> Value {
    let path = call.state.path(of: category.id)
    var value: Value = ["id": .int(category.id), "name": call.name(category.name)]
    let manages = call.can(.manageCategories, in: .category(category.id))
    if manages { value["idnumber"] = .string(category.idnumber) }
    value["description"] = .string(category.description)
    value["descriptionformat"] = 1
    value["parent"] = .int(category.parent)
    value["sortorder"] = .int((1 + (order(call.state).firstIndex(of: category.id) ?? 0)) * 10_000)
    value["coursecount"] = .int(call.state.courses.filter { $0.category == category.id }.count)
    if manages {
      value["visible"] = Value(flag: category.isVisible)
      value["visibleold"] = Value(flag: category.isVisible)
      value["timemodified"] = .int(category.modified)
    }
    value["depth"] = .int(path.count)
    value["path"] = .string(path.map { "/\($0)" }.joined())
    if manages { value["theme"] = "" }
    return value
  }

  private static func update(_ call: inout Call) throws(Refusal) -> Value {
    for changes in call.arguments["categories"].list {
      let id = changes["id"].int ?? 0
      guard call.state.categories[id] != nil else { throw .unknownRecord }
      try call.require(.manageCategories, in: .category(id))
      if changes.has("idnumber") { try checkNumber(changes["idnumber"].text, of: id, call) }
      let now = call.now
      call.state.categories.update(id) { category in
        if changes.has("name") { category.name = changes["name"].text }
        if changes.has("idnumber") { category.idnumber = changes["idnumber"].text }
        if changes.has("description") { category.description = changes["description"].text }
        if let parent = changes["parent"].int { category.parent = parent }
        category.modified = now
      }
    }
    return .null
  }

  private static func delete(_ call: inout Call) throws(Refusal) -> Value {
    for wanted in call.arguments["categories"].list {
      let id = wanted["id"].int ?? 0
      guard call.state.categories[id] != nil else { throw Refusal("unknowcategory", "Category not known!") }
      try call.require(.manageCategories, in: .category(id))
      let below = call.state.categories.filter { call.state.path(of: $0.id).contains(id) }.map(\.id)
      let courses = call.state.courses.filter { below.contains($0.category) }.map(\.id)
      if wanted["recursive"].flag {
        for course in courses { call.state.deleteCourse(course) }
        call.state.categories.remove { below.contains($0.id) }
      } else {
        let target = wanted["newparent"].int ?? call.state.categories[id]?.parent ?? 0
        guard call.state.categories[target] != nil else { throw Refusal("unknowcategory", "Category not known!") }
        call.state.courses.updateAll(where: { $0.category == id }) { $0.category = target }
        call.state.categories.updateAll(where: { $0.parent == id }) { $0.parent = target }
        call.state.categories[id] = nil
      }
    }
    return .null
  }
}

extension State {
  /// The ids from the top down to a category, itself last.
  func path(of category: Int) -> [Int] {
    var path: [Int] = []
    var next = category
    while let found = categories[next], !path.contains(next) {
      path.insert(next, at: 0)
      next = found.parent
    }
    return path
  }
}
