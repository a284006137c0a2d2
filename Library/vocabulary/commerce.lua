-- Orders, vouchers and portals around the LMS (ECO POR; also E2E).
area "ECO"

step "order.report" {
  en = "the payment service reports order {string} of {course} by {person} as {payment}",
  nl = {
    "de betaaldienst meldt bestelling {string} van {course} door {person} als {payment}",
    "de betaaldienst bestelling {string} van {course} door {person} als {payment} meldt",
  },
  kind = "action", changes = { "person", "course" }, system = "shop",
  doc = "Sends the message that the payment service sends when the state of a payment changes.",
  examples = { 'the payment service reports order "B-1001" of "EXT-01" by "lea" as paid' },
}

step "order.state" {
  en = "order {string} is {order}", nl = { "is bestelling {string} {order}", "bestelling {string} is {order}" },
  kind = "check", system = "shop",
  doc = "What the shop, or the LMS where it sells itself, says of the order.",
  examples = { 'order "B-1001" is payable again' },
}

step "voucher.use" {
  en = "{actor} uses voucher {string} for {course}",
  nl = { "{actor} gebruikt voucher {string} voor {course}", "{actor} voucher {string} voor {course} gebruikt" },
  attempt = {
    en = "{actor} tries to use voucher {string} for {course}",
    nl = {
      "{actor} probeert voucher {string} voor {course} te gebruiken",
      "{actor} voucher {string} voor {course} probeert te gebruiken",
    },
  },
  kind = "action", changes = { "actor", "course" }, system = "shop",
  doc = "Orders a course and pays with a voucher. Used once: a voucher has one rule.",
  examples = { '"lea" tries to use voucher "ZORG-10" for "EXT-01"' },
}

step "portal.same" {
  en = "the portal lists the same open courses for {person} as the LMS",
  nl = {
    "toont het portaal voor {person} dezelfde openstaande cursussen als het LMS",
    "het portaal toont voor {person} dezelfde openstaande cursussen als het LMS",
  },
  kind = "check", system = "portal",
  doc = "The courses that somebody has not completed, with their end dates, read on both sides; there is at least one. Used once: a portal shows one list.",
  examples = { 'the portal lists the same open courses for "sanne" as the LMS' },
}

step "portal.completion" {
  en = "within {duration} {receiver} has exactly {int} completion(s) of {course} by {person}",
  nl = {
    "heeft {receiver} binnen {duration} precies {int} afronding(en) van {course} door {person}",
    "binnen {duration} heeft {receiver} precies {int} afronding(en) van {course} door {person}",
  },
  kind = "check", system = "portal",
  doc = "What was sent outwards, with personnel number, course, date and result, however often it was tried.",
  examples = { 'within 24 hours the HR system has exactly 1 completion of "BRV-26" by "sanne"' },
}
