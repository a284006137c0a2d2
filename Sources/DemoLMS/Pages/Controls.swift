/// What no LMS has: the clock, the faults and the outbox, for the administrator's token (`token=`).
///
///     GET  /lmsaccept/clock                     {"now": 1795440655}
///     POST /lmsaccept/clock?advance=86400       the clock goes on by so many seconds
///     GET  /lmsaccept/faults                    {"on": ["write-lost"], "known": [{"name", "sentence"}…]}
///     POST /lmsaccept/faults?on=a,b             exactly these faults are on; an empty list turns all off
///     GET  /lmsaccept/mails                     every notification, oldest first; "to" is null when it went to nobody
struct Controls {
  let site: Site

  func answer(_ request: WebRequest) -> WebAnswer {
    guard request.fields["token"] == site.options.adminToken else {
      return .json(Authentication.error(.invalidToken))
    }
    switch request.path {
    case "/lmsaccept/clock": return .json(clock(request))
    case "/lmsaccept/faults": return .json(faults(request))
    case "/lmsaccept/mails": return .json(mails())
    default:
      var answer = WebAnswer.json(Authentication.error(Refusal("unknownpath", "Nothing is here: \(request.path)")))
      answer.status = 404
      return answer
    }
  }

  private func clock(_ request: WebRequest) -> Value {
    if request.isPost {
      guard let seconds = request.fields.int("advance"), seconds >= 0 else {
        return Authentication.error(.invalidParameter("advance must be a number of seconds, 0 or more"))
      }
      site.change { state, _ in state.clockOffset += seconds }
    }
    return site.look { _, now in ["now": .int(now)] }
  }

  private func faults(_ request: WebRequest) -> Value {
    if request.isPost {
      var wanted: Set<Fault> = []
      for name in (request.fields["on"] ?? "").split(separator: ",") {
        guard let fault = Fault(rawValue: String(name)) else {
          return Authentication.error(.invalidParameter("unknown fault \(name)"))
        }
        wanted.insert(fault)
      }
      site.faults = wanted
    }
    return [
      "on": .list(site.faults.map(\.rawValue).sorted().map(Value.string)),
      "known": .list(
        Fault.allCases.map { ["name": .string($0.rawValue), "sentence": .string($0.sentence)] }),
    ]
  }

  private func mails() -> Value {
    site.look { state, _ in
      .list(
        state.notifications.map { mail in
          let person = state.users[mail.to]
          return [
            "id": .int(mail.id), "to": Value(person.map { $0["email"] }), "subject": .string(mail.subject),
            "text": .string(mail.text), "event": .string(mail.event), "time": .int(mail.time),
          ]
        })
    }
  }
}
