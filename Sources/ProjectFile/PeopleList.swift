package import RunModel
import Spreadsheets

/// Reads a list of people: a CSV with the columns handle and role, every further column one of the kind `user`.
package enum PeopleList {
  /// - Returns: nil when the text is not such a list (every row whole, every handle once); the shipped list always is,
  ///   and a test says so.
  package static func read(_ text: String) -> [Person]? {
    guard let table = try? CSVReader().read(Array(text.utf8)), let header = table.rows.first?.fields,
      let handle = header.firstIndex(of: "handle"), let role = header.firstIndex(of: "role")
    else { return nil }
    var people: [Person] = []
    for row in table.rows.dropFirst() {
      guard row.fields.count == header.count, !row.fields[handle].isEmpty, !row.fields[role].isEmpty,
        !people.contains(where: { $0.handle == row.fields[handle] })
      else { return nil }
      var columns: [String: String] = [:]
      for (name, value) in zip(header, row.fields) where name != "handle" && name != "role" && !value.isEmpty {
        columns[name] = value
      }
      people.append(Person(handle: row.fields[handle], role: row.fields[role], columns: columns))
    }
    return people
  }
}
