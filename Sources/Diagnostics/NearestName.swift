/// The candidate that somebody probably meant, for "did you mean".
///
/// - Returns: the candidate with the smallest edit distance (neighbour swaps count one), at most a third of the
///   name's length and at most `limit`; nil when none is near or the name is among the candidates. Ties go to the
///   first in order.
package func nearestName(to name: String, among candidates: some Sequence<String>, limit: Int = 3) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  var best: (distance: Int, name: String)?
  for candidate in candidates {
    if candidate == name { return nil }
    let distance = editDistance(wanted, Array(candidate.lowercased().unicodeScalars))
    if distance <= min(limit, max(1, wanted.count / 3)), distance < best?.distance ?? .max {
      best = (distance, candidate)
    }
  }
  return best?.name
}

/// Damerau-Levenshtein distance (optimal string alignment): insert, delete, replace and swap of neighbours cost one.
package func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  if left.isEmpty { return right.count }
  if right.isEmpty { return left.count }
  var before: [Int] = []
  var previous = Array(0...right.count)
  for row in 1...left.count {
    var current = [row] + Array(repeating: 0, count: right.count)
    for column in 1...right.count {
      let isSame = left[row - 1] == right[column - 1]
      current[column] = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (isSame ? 0 : 1))
      if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
        current[column] = min(current[column], before[column - 2] + 1)
      }
    }
    before = previous
    previous = current
  }
  return previous[right.count]
}
