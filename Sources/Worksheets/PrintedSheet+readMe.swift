import Campaign
import Diagnostics
import RunModel
import Spreadsheets

extension PrintedSheet {
  var readMeName: String { Self.readMeName(texts) }

  static func readMeName(_ texts: Texts) -> String { texts("Read me", "Lees mij") }

  /// Whose sheet it is, room for the tester's name, and the briefing in ten lines.
  var readMe: XLSXDraft.Sheet {
    var sheet = XLSXDraft.Sheet(name: readMeName)
    sheet.columns = [30, 112].map { XLSXDraft.Column(width: $0) }
    let title = XLSXDraft.Format.plain.with {
      $0.isBold = true
      $0.size = 16
    }
    let project = "\(around.project), \(texts("round", "ronde")) \(issued.request.round)"
    sheet.rows = [
      XLSXDraft.Row([.text(writableText(texts("Acceptance test: ", "Acceptatietest: ") + project), title)], height: 28)
    ]
    for (label, cell) in facts { sheet.rows.append(row(label, cell)) }
    sheet.rows.append(XLSXDraft.Row([]))
    sheet.rows.append(heading(texts("Please fill in first", "Vul dit eerst in")))
    for (label, answer) in answers {
      let cell = answer.isEmpty ? XLSXDraft.Cell.blank(.open) : .text(writableText(answer), .open)
      sheet.rows.append(XLSXDraft.Row([.text(label, bold), cell], height: 20))
    }
    sheet.rows.append(XLSXDraft.Row([]))
    sheet.rows.append(heading(texts("How it works", "Zo werkt het")))
    for (place, line) in lines.enumerated() {
      var row = XLSXDraft.Row([
        .text("\(place + 1). \(line.0)", .wrapped.with { $0.isBold = true }), .text(writableText(line.1), .wrapped),
      ])
      row.height = max(row.fittingHeight(sheet.columns) ?? 0, 18)
      sheet.rows.append(row)
    }
    sheet.protection = XLSXDraft.Protection()
    sheet.page.isLandscape = true
    sheet.page.fitsWidth = true
    sheet.tabColour = XLSXDraft.Colour(0x1D4F91)
    return sheet
  }

  private var bold: XLSXDraft.Format { .plain.with { $0.isBold = true } }

  private func heading(_ text: String) -> XLSXDraft.Row {
    let format = XLSXDraft.Format.plain.with {
      $0.isBold = true
      $0.size = 12
      $0.ink = XLSXDraft.Colour(0x1D4F91)
    }
    return XLSXDraft.Row([.text(text, format)], height: 20)
  }

  private func row(_ label: String, _ cell: XLSXDraft.Cell) -> XLSXDraft.Row {
    XLSXDraft.Row([.text(label, bold), cell])
  }

  private var facts: [(String, XLSXDraft.Cell)] {
    let rows = texts.count(draft.rows.count, ("row", "rows"), ("rij", "rijen"))
    let issue = texts("issue", "uitgave") + " \(issued.issue)"
    var facts: [(String, XLSXDraft.Cell)] = [
      (texts("Worksheet", "Werkblad"), .text("\(issued.id)  (\(issue), \(rows))")),
      (texts("Your role", "Uw rol"), .text(writableText(draft.roleName))),
    ]
    if !around.base.isEmpty {
      let address = writableText(around.base)
      let isLink = ["http://", "https://"].contains { address.hasPrefix($0) } && address.utf8.count < 200
      facts.append(
        (
          texts("Address of the TEST site", "Adres van de TESTomgeving"),
          isLink ? XLSXDraft.Cell(.link(address, to: .url(address)), .link) : .text(address)
        ))
    }
    if let account = around.account {
      facts.append((texts("Sign in as", "Aanmelden als"), .text(writableText(account))))
    }
    if let place = around.briefing.place { facts.append((texts("Where", "Waar"), .text(writableText(place)))) }
    if let back = around.briefing.back {
      let to = around.lead.map { $0.email ?? $0.name }.map { texts(", to ", ", naar ") + $0 } ?? ""
      facts.append((texts("Send it back before", "Terugsturen voor"), .text(writableText(back + to))))
    }
    if let lead = around.lead {
      let ways = [lead.name, lead.phone, lead.email].compactMap(\.self).joined(separator: ", ")
      facts.append((texts("Call when stuck", "Bel als u vastzit"), .text(writableText(ways))))
    }
    return facts
  }

  /// The import looks for these labels.
  private var answers: [(String, String)] {
    [
      (texts("Tested by", "Getest door"), draft.tester), (texts("Date", "Datum"), ""),
      (texts("I tested this myself (yes)", "Ik heb dit zelf getest (ja)"), ""),
      (texts("Usual device", "Gebruikelijk apparaat"), ""),
    ]
  }

  private var lines: [(String, String)] {
    let sheet = worksheetName
    return [
      (
        texts("Go to the sheet", "Ga naar het blad"),
        texts("\"\(sheet)\", below. Work from top to bottom.", "\"\(sheet)\", onderaan. Werk van boven naar beneden.")
      ),
      (
        texts("Do and compare", "Doe en vergelijk"),
        texts(
          "Do what stands under \"What to do\"; compare what you see with \"What to expect\".",
          "Doe wat er staat bij \"Wat doet u?\" en vergelijk wat u ziet met \"Wat verwacht u?\".")
      ),
      (
        texts("Choose a verdict", "Kies een oordeel"),
        texts(
          "Passed: as expected. Failed: it is not. Blocked: you could not try it. Leave it empty when you did not get to it.",
          """
          Geslaagd: zoals verwacht. Gefaald: dat is het niet. Geblokkeerd: u kon het niet proberen. Laat leeg als u er \
          niet aan toekwam.
          """)
      ),
      (
        texts("Say what you saw", "Schrijf op wat u zag"),
        texts(
          """
          With anything but Passed. Example: Failed, "the certificate has yesterday's date", severity Moderate, kind \
          defect.
          """,
          """
          Bij alles behalve Geslaagd. Voorbeeld: Gefaald, "het certificaat heeft de datum van gisteren", ernst Matig, \
          soort gebrek.
          """)
      ),
      (
        texts("A wish is no fault", "Een wens is geen fout"),
        texts(
          "Give the row its true verdict and write the wish with kind wish.",
          "Geef de rij haar eerlijke oordeel en noteer de wens met soort wens.")
      ),
      (
        texts("Show it", "Laat het zien"),
        texts(
          """
          Paste a picture over the row (not "in the cell"), or write the name of the file under Evidence and send the file \
          along.
          """,
          """
          Plak een schermafdruk over de rij (niet "in de cel"), of zet de bestandsnaam bij Bewijs en stuur het bestand mee.
          """)
      ),
      (
        texts("Anything else?", "Nog iets anders?"),
        texts(
          "The last three rows are for what no row asks. Look under \"\(knownIssuesName)\" first.",
          "De laatste drie rijen zijn voor wat geen rij vraagt. Kijk eerst bij \"\(knownIssuesName)\".")
      ),
      (
        texts("Leave as it is", "Laat zoals het is"),
        texts(
          "Do not sort, and do not change the first and the last column. Filtering and widening columns is fine.",
          "Sorteer niet en verander de eerste en de laatste kolom niet. Filteren en kolommen verbreden mag.")
      ),
      (
        texts("Repair nothing", "Herstel niets"),
        texts(
          "People and courses are made up: no personal data in remarks, and do not put data right yourself.",
          "Mensen en cursussen zijn verzonnen: geen persoonsgegevens in opmerkingen, en herstel zelf geen gegevens.")
      ),
      (
        texts("Save and send back", "Opslaan en terugsturen"),
        texts(
          "As Excel workbook (.xlsx), also when it is not finished: what is in counts, the rest stays open.",
          "Als Excel-werkmap (.xlsx), ook als het niet af is: wat erin staat telt, de rest blijft open.")
      ),
    ]
  }
}
