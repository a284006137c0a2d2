/// The style sheet of all pages: readable from 390 pixels on, on paper too, with nothing loaded from anywhere.
enum PageStyle {
  static let head: StaticString = """
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta name="referrer" content="no-referrer">

    """

  static let sheet: StaticString = """
    <style>
    :root { --ink: #16202b; --soft: #51606f; --line: #d5dce3; --paper: #fff; --wash: #f4f6f8;
      --good: #17633a; --bad: #a3161f; --unsure: #7a4a00; --open: #1d4f91; --none: #51606f; }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0; background: var(--wash); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
    main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; background: var(--paper); min-height: 100vh; }
    h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
    h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid var(--ink); }
    h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
    p { margin: .5rem 0; max-width: 48rem; }
    a { color: var(--open); }
    .kicker { color: var(--soft); margin: 0; }
    .lead { font-size: 1.2rem; font-weight: 600; margin: 1rem 0 .25rem; }
    .soft { color: var(--soft); }
    .banner { border: 2px solid var(--unsure); border-left-width: .6rem; background: #fff7e6; padding: .6rem 1rem; margin: 1rem 0; }
    .banner.bad { border-color: var(--bad); background: #fdf0f0; }
    .banner p { margin: .2rem 0; }
    .facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0; font-size: .95rem; }
    .facts dt { color: var(--soft); }
    .facts dd { margin: 0; overflow-wrap: anywhere; }
    .tally { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; margin: 1rem 0; list-style: none; }
    .tally li { border: 1px solid var(--line); border-radius: .3rem; padding: .35rem .8rem; min-width: 6.5rem; }
    .tally b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
    .bar { display: flex; height: 1rem; border: 1px solid var(--ink); border-radius: .2rem; overflow: hidden; max-width: 48rem; }
    .bar i { display: block; border-right: 1px solid var(--paper); }
    .bar .good { background: var(--good); } .bar .bad { background: var(--bad); }
    .bar .unsure { background: repeating-linear-gradient(45deg, #b97a1a 0 4px, #e7b65c 4px 8px); }
    .bar .open { background: repeating-linear-gradient(90deg, #1d4f91 0 3px, #9fbce3 3px 6px); }
    .bar .none { background: #c3ccd5; }
    .mark { white-space: nowrap; font-weight: 600; }
    .mark.good { color: var(--good); } .mark.bad { color: var(--bad); } .mark.unsure { color: var(--unsure); }
    .mark.open { color: var(--open); } .mark.none { color: var(--none); }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .95rem; }
    th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
    th { border-bottom: 2px solid var(--ink); }
    .cards td { overflow-wrap: anywhere; max-width: 28rem; min-width: 8rem; } .cards td:has(> .id) { min-width: 0; }
    td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
    td.zero { color: #9aa6b2; }
    thead { display: table-header-group; }
    .id { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .9em; white-space: nowrap; }
    article { border: 1px solid var(--line); border-left: .35rem solid var(--bad); padding: .6rem 1rem; margin: .8rem 0; }
    article.unsure { border-left-color: var(--unsure); } article.open { border-left-color: var(--open); }
    article h3 { margin: 0 0 .3rem; overflow-wrap: anywhere; }
    article h3 .id, summary .id { white-space: normal; }
    article .step { margin: .3rem 0; }
    .compare { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: .4rem 0; }
    .compare dt { color: var(--soft); } .compare dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; font-weight: 600; }
    details { border-bottom: 1px solid var(--line); }
    summary { cursor: pointer; padding: .35rem 0; overflow-wrap: anywhere; }
    summary .mark { display: inline-block; min-width: 10rem; }
    article details { border: 0; margin-top: .3rem; }
    ol.steps { list-style: none; margin: .2rem 0 .8rem; padding: 0 0 0 .8rem; border-left: 3px solid var(--line); }
    ol.steps li { padding: .15rem 0 .15rem 1.6rem; text-indent: -1.6rem; overflow-wrap: anywhere; }
    ol.steps li > * { text-indent: 0; }
    ol.steps .mark { display: inline-block; width: 1.6rem; text-indent: 0; }
    ol.steps p { margin: .1rem 0; }
    .key { color: var(--soft); }
    .step-table { display: block; overflow-x: auto; width: auto; font-size: .85rem; margin: .2rem 0; }
    .step-table td { padding: .1rem .5rem; border: 1px solid var(--line); overflow-wrap: anywhere; min-width: 3rem; }
    pre { background: var(--wash); border: 1px solid var(--line); padding: .6rem; margin: .3rem 0 .8rem; font-size: .8rem; line-height: 1.4;
      white-space: pre-wrap; overflow-wrap: anywhere; text-indent: 0; max-height: 30rem; overflow-y: auto; }
    .sign { display: grid; grid-template-columns: 1fr 1fr; gap: 2.5rem 2rem; margin-top: 1.5rem; }
    .sign div { border-top: 1px solid var(--ink); padding-top: .3rem; margin-top: 3rem; font-size: .9rem; color: var(--soft); }
    .choices { list-style: none; padding: 0; } .choices li { margin: .3rem 0; }
    .choices li::before { content: ""; display: inline-block; width: 1rem; height: 1rem; border: 1.5px solid var(--ink); margin-right: .6rem; vertical-align: -.1rem; }
    footer { margin-top: 3rem; padding-top: .5rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem; overflow-wrap: anywhere; }
    @media (max-width: 40rem) {
      main { padding: 1rem .9rem 3rem; } h1 { font-size: 1.4rem; }
      main { overflow-wrap: anywhere; } .facts, .compare { grid-template-columns: 1fr; } .facts dt { margin-top: .3rem; }
      summary .mark { min-width: 0; margin-right: .4rem; }
      .wide, table.cards { position: relative; } table.cards thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
      table.cards tr { display: block; border-bottom: 2px solid var(--line); padding: .4rem 0; }
      table.cards td { display: block; border: 0; padding: .1rem 0; max-width: none; }
      table.cards td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); }
      .sign { grid-template-columns: 1fr; }
    }
    @media print {
      body { background: #fff; font-size: 10pt; } main { max-width: none; padding: 0; }
      h2, h3 { break-after: avoid; } article, tr, .tally li, .sign { break-inside: avoid; }
      details::details-content { content-visibility: visible; block-size: auto; }
      pre { max-height: none; } a { color: inherit; text-decoration: none; }
      .cards td { min-width: 4rem; max-width: none; } .cards .id { white-space: normal; }
      @page { margin: 18mm 15mm; @bottom-right { font-size: 8pt; content: counter(page) " / " counter(pages); } }
    }
    </style>

    """
}
