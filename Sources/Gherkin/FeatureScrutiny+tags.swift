package import Diagnostics

/// Tags with a meaning of their own: misspelt, in the wrong place, or with a value that means nothing.
extension FeatureScrutiny {
  mutating func lookAtTags(of feature: Feature) {
    look(at: feature.tags, on: .feature)
    for child in feature.children {
      guard case .rule(let rule) = child else { continue }
      look(at: rule.tags, on: .rule)
    }
    for (_, scenario) in feature.scenarios {
      look(at: scenario.tags, on: .scenario)
      for examples in scenario.examples { look(at: examples.tags, on: .examples) }
    }
  }

  private mutating func look(at tags: [Tag], on place: MeaningfulTag.Place) {
    var seen: [MeaningfulTag.Kind] = []
    for tag in tags {
      guard let known = MeaningfulTag(tag.name) else {
        reportMisspelt(tag)
        continue
      }
      if let problem = known.problem {
        report("gherkin.tag-value", "expected \(problem.expected)", at: tag.range, problem.found, hint: problem.hint)
      } else if !known.kind.places.contains(place) {
        report(
          "gherkin.tag-place",
          "expected @\(known.kind.rawValue): on \(known.kind.places.map(\.rawValue).joined(separator: " or "))",
          at: tag.range, "this stands on \(place.rawValue)", hint: "move the tag")
      } else if !known.kind.isRepeatable, seen.contains(known.kind) {
        report(
          "gherkin.tag-value", "expected one @\(known.kind.rawValue) here", at: tag.range, "a second one",
          hint: "remove one of them")
      }
      seen.append(known.kind)
    }
  }

  private mutating func reportMisspelt(_ tag: Tag) {
    guard let near = MeaningfulTag.nearest(to: tag.name) else { return }
    report(
      "gherkin.misspelt-tag", "expected a tag with a meaning", at: tag.range, "no tag of that name has one",
      hint: "did you mean \"\(near)\"? Any tag further from it is free")
  }
}

// MARK: - Ids in several files

extension FeatureScrutiny {
  /// The same `@id` twice in one language. Twins in two languages share theirs.
  package static func repeatedIDs(in features: [(file: SourceFile, document: GherkinDocument)]) -> [Diagnostic] {
    struct Key: Hashable {
      var language: String
      var id: String
    }
    var first: [Key: (file: SourceFile, tag: Tag)] = [:]
    var diagnostics: [Diagnostic] = []
    for (file, document) in features {
      guard let feature = document.feature else { continue }
      for tag in feature.scenarios.flatMap(\.scenario.tags) where tag.name.hasPrefix("@id:") {
        let key = Key(language: feature.language, id: tag.name)
        guard let earlier = first[key] else {
          first[key] = (file, tag)
          continue
        }
        diagnostics.append(.repeatedID(tag, in: file, earlier: earlier.tag, in: earlier.file))
      }
    }
    return diagnostics
  }
}

extension Diagnostic {
  fileprivate static func repeatedID(
    _ tag: Tag, in file: SourceFile, earlier: Tag, in earlierFile: SourceFile
  ) -> Diagnostic {
    Diagnostic(
      .error, "gherkin.repeated-id", "expected an id that no other scenario of this language has", in: file,
      at: Label(tag.range, "used before"),
      notes: ["the other stands at \(earlierFile.path):\(earlier.location.line):\(earlier.location.column ?? 1)"],
      hint: "give one of the two an id of its own")
  }
}
