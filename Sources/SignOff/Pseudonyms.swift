package import Campaign
package import Reporting
package import RunModel

/// Puts `tester 1`, `tester 2`, … in place of people's names, the same for the same person everywhere.
package struct Pseudonyms: Sendable {
  private let names: [(name: String, pseudonym: String)]

  /// - Parameter word: `tester`, in the report's language.
  package init(_ people: [String], word: String) {
    var seen: Set<String> = []
    let sorted = people.filter { !$0.isBlank && seen.insert(TesterMark.plain($0)).inserted }.sorted()
    var all: [(String, String)] = []
    for (place, name) in sorted.enumerated() {
      let pseudonym = "\(word) \(place + 1)"
      all.append((name, pseudonym))
      // People are called by a part of their name; "de" and "van" are nobody's.
      for part in name.split(whereSeparator: { !$0.isLetter }) where part.count > 2 && part.first?.isUppercase ?? false
      {
        all.append((String(part), pseudonym))
      }
    }
    names = all.sorted { $0.0.count > $1.0.count }
  }

  /// A name by itself.
  package func name(_ name: String) -> String {
    names.first { TesterMark.plain($0.name) == TesterMark.plain(name) }?.pseudonym ?? text(name)
  }

  /// Names within a text, as words of their own, whatever their case.
  package func text(_ text: String) -> String {
    var text = text
    for (name, pseudonym) in names { text = text.replacingWord(name, with: pseudonym) }
    return text
  }

  package func isNamed(in text: String) -> Bool { self.text(text) != text }

  package func callAsFunction(_ verdict: StoredVerdict) -> StoredVerdict {
    var verdict = verdict
    verdict.tester = name(verdict.tester)
    verdict.observed = text(verdict.observed)
    verdict.evidence = text(verdict.evidence)
    verdict.device = ""
    return verdict
  }

  package func callAsFunction(_ resolution: Resolution) -> Resolution {
    var resolution = resolution
    resolution.reason = text(resolution.reason)
    return resolution
  }

  package func callAsFunction(_ finding: Finding) -> Finding {
    var finding = finding
    func hide(_ values: [Finding.Field: String]) -> [Finding.Field: String] {
      Dictionary(values.map { ($0.key, $0.key.isPersonal ? text($0.value) : $0.value) }) { $1 }
    }
    finding.values = hide(finding.values)
    for place in finding.changes.indices {
      finding.changes[place].values = hide(finding.changes[place].values)
      finding.changes[place].reason = text(finding.changes[place].reason)
    }
    return finding
  }

  package func callAsFunction(_ report: Report) -> Report {
    var report = report
    for place in report.results.indices {
      for row in report.results[place].rows.indices {
        var joined = report.results[place].rows[row]
        joined.verdicts = joined.verdicts.map { self($0) }
        joined.stale = joined.stale.map { self($0) }
        joined.resolution = joined.resolution.map { self($0) }
        report.results[place].rows[row] = joined
      }
    }
    return report
  }

  package func callAsFunction(_ decision: EarlierDecision) -> EarlierDecision {
    var decision = decision
    decision.by = text(decision.by)
    decision.signers = decision.signers.map(text)
    for place in decision.promises.indices {
      decision.promises[place].reservation.text = text(decision.promises[place].reservation.text)
    }
    return decision
  }

  package func callAsFunction(_ history: RoundHistory) -> RoundHistory {
    var history = history
    history.verdicts = history.verdicts.map { (self($0.verdict), $0.at) }
    history.resolutions = history.resolutions.map { self($0) }
    return history
  }

  package func callAsFunction(_ project: Project) -> Project {
    var project = project
    for place in project.testers.indices {
      project.testers[place].name = name(project.testers[place].name)
      project.testers[place].email = nil
      project.testers[place].account = nil
    }
    return project
  }
}

extension String {
  /// Puts something in the place of each word that reads so, whatever its case.
  fileprivate func replacingWord(_ word: String, with other: String) -> String {
    let (wanted, all) = (Array(word.lowercased()), Array(self))
    let lower = all.map { Character($0.lowercased().first.map(String.init) ?? String($0)) }
    guard !wanted.isEmpty, lower.count >= wanted.count else { return self }
    func isLetter(_ place: Int) -> Bool { all.indices.contains(place) && (all[place].isLetter || all[place].isNumber) }
    var result = ""
    var place = 0
    while place < all.count {
      let end = place + wanted.count
      if end <= all.count, lower[place..<end].elementsEqual(wanted), !isLetter(place - 1), !isLetter(end) {
        result += other
        place = end
      } else {
        result.append(all[place])
        place += 1
      }
    }
    return result
  }
}
