package import RunModel

/// The Lua file that an adapter begins as: it loads, does nothing yet, and lists all that there is to do.
///
/// What is not written is a worksheet row for a person, so a half-written adapter can be used from the first step on.
package struct AdapterSkeleton {
  private let book: StepBook
  private let name: String
  /// How often scenarios say each step, by id: what is asked for most comes first.
  private let uses: [String: Int]

  /// - Parameter book: of a library with an empty adapter: what it automates is the same on every LMS.
  package init(_ book: StepBook, name: String, uses: [String: Int] = [:]) {
    self.book = book
    self.name = name
    self.uses = uses
  }

  package var text: String {
    ([head, connection, people] + [things, steps]).joined(separator: "\n")
  }

  private var head: String {
    """
    -- \(name): what the steps of the vocabulary mean on this LMS. docs/adapters.md explains every statement.
    --
    -- Go from top to bottom: the connection, the people, one thing, one step; after each
    --   lmsaccept check             whether the file is understood
    --   lmsaccept doctor            whether the LMS answers and signs people in
    --   lmsaccept steps --coverage  what is written and what is not
    --   lmsaccept run --id ID       a scenario that uses it
    -- What is not written yet is a row on a worksheet, never a pass.

    """
  }

  private var connection: String {
    """
    ---------------------------------------------------------------- the connection
    local lms = target "lms" { base = setting "base", speaks = "json" }

    -- What this LMS answers when it says no: a class (refused, conflict, not-found, invalid) and its words. nil: the usual
    -- rule, by which 4xx is invalid and 5xx broken. A 404 that hides what somebody may not see: not-found here, and
    -- classes = { [404] = "refused" } in the request of each step that is tried.
    function lms.failure(answer)
      if answer.status == 403 then return "refused", answer.text end
    end

    local admin = account { username = setting "admin_user", password = setting "admin_password" }

    session(lms, "main", function(site, person)
      not_automated "signing in is not written yet"
      -- local answer = site:post("/api/login", { json = { username = person.username, password = person.password } })
      -- return { token = secret(answer.json.token) }
    end)
    -- function lms.prepare(site, request, method)
    --   if site.session then request.headers = merge(request.headers, { Authorization = "Bearer " .. site.session.token }) end
    -- end

    -- A request that everybody may send, with the same proof as a write, and that is refused to whoever is not signed in:
    -- without it no refusal counts. A page that leads to the one to sign in is an answer: look at what came.
    -- control(lms, function(site) site:get("/api/me") end)

    -- Who is tested: version and settings, so that a result belongs to one state of the site.
    -- fingerprint(function() return { version = lms:as(admin):get("/api/version").json.version } end)

    """
  }

  private var people: String {
    let roles = (book.words["role"] ?? []).map(\.key)
    return """
      ---------------------------------------------------------------- the people
      -- What a role is called here. level "course": it comes with an enrolment; "system": it is given on the whole site, as a
      -- "role assign". Scenarios with somebody whose role is not here are not applicable.
      roles {
      \(roles.map { "  -- \($0) = { id = \"\($0)\", level = \"\(Self.siteRoles.contains($0) ? "system" : "course")\" }," }.joined(separator: "\n"))
      }

      -- What this LMS has: scenarios with @needs for anything that is not here are not applicable.
      provides {
      \(Self.capabilities.map { "  -- \"\($0)\"," }.joined(separator: "\n"))
      }

      """
  }

  /// Roles that most LMSs give on the whole site.
  private static let siteRoles: Set<String> = ["author", "tadmin", "fadmin", "sysadmin", "hr", "manager"]
  /// What shipped scenarios ask for, as docs/adapters.md lists it.
  private static let capabilities = [
    "categories", "catalogue", "assignments", "quiz", "evaluation", "competencies", "cohorts", "self-enrolment",
    "message-preferences", "reports", "migration", "configured",
  ]

  private var things: String {
    var lines = [
      "---------------------------------------------------------------- things that scenarios ask to exist",
      "-- accepts: take out what the LMS cannot store; `find` gives back every column that stays. write_only = { … } for what it",
      "-- tells nobody. new_key: the key of an own copy, where keys may not hold \"~\"; else leave it out.",
    ]
    for kind in book.kinds.values.sorted(by: { $0.name < $1.name }) {
      let columns = kind.columns.map(\.name).joined(separator: ", ")
      lines.append("-- entity \"\(kind.name)\" { -- \(columns)")
      lines.append("--   accepts = { \(kind.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")) },")
      if kind.key.count == 1, !kind.isRelation {
        lines.append("--   new_key = function(name, suffix) return name .. \"-\" .. suffix end,")
      }
      lines.append(
        "--   find = function(row) return nil end,   -- by the key and nothing else; columns by these names; nil for none"
      )
      lines.append("--   create = function(row, by) return { id = 0 } end,")
      lines.append("--   update = function(found, changes) end,")
      lines.append("--   remove = function(found) end,")
      lines.append("-- }")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var steps: String {
    var lines = [
      "---------------------------------------------------------------- steps, those that scenarios say most first",
      "-- watches: what an attempt could have changed, read by the account before and after it; the thing itself, no count of",
      "-- the whole site. manual \"id\" \"why\" where a person has to look, unsupported { [\"id\"] = \"why\" } where the LMS has it not.",
      "-- Testers read why: { en = \"...\", nl = \"...\" } says it in the language of their scenario.",
    ]
    let open = zip(book.definitions, book.automation).filter { !$0.kind.isHuman && $1 != .automated }.map(\.0)
    let wanted = open.sorted {
      (-(uses[$0.id] ?? 0), $0.id) < (-(uses[$1.id] ?? 0), $1.id)
    }
    for definition in wanted {
      let pattern = definition.wordings.first?.pattern ?? ""
      let count = uses[definition.id] ?? 0
      lines.append("-- \(definition.kind.rawValue), said \(count == 1 ? "once" : "\(count) times"): \(pattern)")
      var names = definition.parameters.map(\.name)
      if definition.table != nil { names.append("rows") }
      if definition.takesDocString { names.append("words") }
      // Only what somebody may try is compared with what was there before.
      let isTried = definition.wordings.contains(where: \.isAttempt)
      let watches = isTried ? ".watches(function(\(names.joined(separator: ", "))) end)" : ""
      lines.append("-- on(\"\(definition.id)\", function(\(names.joined(separator: ", "))) end)\(watches)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
