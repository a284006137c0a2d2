/// What the acceptance report adds to the style of all pages: its first page, its charts and its annexes on A4.
enum AcceptanceStyle {
  static let sheet: StaticString = """
    <style>
    .object { color: var(--soft); margin: .1rem 0 0; }
    .verdict { font-size: 1.3rem; line-height: 1.3; }
    .front { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin: 1rem 0; align-items: start; }
    .front > section { border: 1px solid var(--line); padding: .6rem .9rem; min-width: 0; overflow-wrap: anywhere; }
    .front > .advice { border: 2px solid var(--ink); }
    .front h2 { font-size: 1.05rem; margin: 0 0 .4rem; border: 0; padding: 0; }
    .front ul { margin: .2rem 0; padding-left: 1.1rem; } .front li { margin: .15rem 0; }
    .advice .value { font-size: 1.25rem; font-weight: 700; margin: 0 0 .2rem; }
    .lights { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0 1.4rem; align-items: start; }
    .lights ul { list-style: none; padding: 0; margin: .3rem 0; font-size: .9rem; }
    .lights li { display: grid; grid-template-columns: 1.3rem 2.2rem 1fr auto; gap: .2rem;
      border-bottom: 1px solid var(--line); padding: .2rem 0; }
    .lights .much { font-variant-numeric: tabular-nums; white-space: nowrap; }
    .lights b { text-align: center; } .good { color: var(--good); } .bad { color: var(--bad); }
    .unsure { color: var(--unsure); } .open { color: var(--open); } .none { color: var(--none); }
    .front .bad, .front .unsure { font-weight: 600; }
    .seal { border-top: 2px solid var(--ink); padding-top: .4rem; font-size: .9rem; max-width: none; overflow-wrap: anywhere; }
    .contents { padding-left: 1.6rem; font-size: .95rem; }
    @media screen and (min-width: 50rem) { .contents { columns: 2; } }
    figure { margin: 1rem 0; } figcaption { color: var(--soft); font-size: .9rem; max-width: 48rem; }
    .chart { overflow-x: auto; } .chart svg { display: block; width: 100%; min-width: 34rem; max-width: 54rem; height: auto; }
    .matrix tbody tr:first-child th { border-bottom: 1px solid var(--line); padding-top: .8rem; font-weight: 400; }
    .matrix .judge { color: var(--soft); font-size: .85em; white-space: nowrap; }
    .matrix .mark { white-space: normal; } .wide td { overflow-wrap: break-word; }
    .rule { max-width: 60rem; font-size: .95rem; }
    .sum td, .sum th { border-top: 2px solid var(--ink); font-weight: 700; }
    .signature { border: 1px solid var(--ink); padding: .6rem .9rem; margin: .8rem 0; break-inside: avoid; }
    .signature h3 { margin: 0 0 .3rem; } .signature dl { display: grid; grid-template-columns: 9rem 1fr; gap: .3rem .8rem; margin: 0; }
    .signature dt { color: var(--soft); } .signature dd { margin: 0; border-bottom: 1px dotted var(--soft); min-height: 1.4rem; }
    .signature dd.tall { min-height: 3.4rem; }
    .wide:focus-visible, .chart:focus-visible { outline: 2px solid var(--open); }
    @media (max-width: 60rem) { .lights { grid-template-columns: 1fr 1fr; } }
    @media (max-width: 40rem) {
      .front, .lights { grid-template-columns: 1fr; } .totals th, .totals td { padding: .3rem .25rem; font-size: .85rem; }
      .signature dl { grid-template-columns: 1fr; } .verdict { font-size: 1.1rem; }
      table.cards tfoot tr { display: block; }
    }
    @media print {
      html { font-size: 10pt; } body { font-size: 9pt; line-height: 1.35; } h1 { font-size: 17pt; } h2 { font-size: 13pt; margin-top: 1.4rem; }
      p { max-width: none; } table { font-size: 8.5pt; } th, td { padding: .2rem .4rem; } thead th { overflow-wrap: anywhere; hyphens: auto; }
      .verdict { font-size: 13pt; margin: .5rem 0 .2rem; } .lights { gap: 0 1rem; } .lights ul { font-size: 8pt; }
      .lights li { padding: .08rem 0; grid-template-columns: 1rem 1.6rem 1fr auto; } .front { gap: .7rem; margin: .5rem 0; } .front > section { padding: .4rem .6rem; }
      .front h2 { font-size: 10pt; } .advice .value { font-size: 12pt; } .seal { font-size: 8.5pt; }
      .banner { padding: .25rem .6rem; margin: .4rem 0; } .bar { height: .7rem; }
      .chart { overflow: visible; } .chart svg { min-width: 0; max-width: 100%; }
      .new-page { break-before: page; } figure, .signature { break-inside: avoid; }
      .matrix tr { break-inside: auto; } .matrix tbody tr:first-child { break-after: avoid; }
      .contents a::after { content: " · " target-counter(attr(href), page); }
      dd, td, .seal, .front > section, .id, summary { overflow-wrap: break-word; }
      .bar i, .banner { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      .bar .open { background: #9fbce3; } .bar .unsure { background: #e7b65c; }
      .draft::before { content: "DRAFT"; } .draft:lang(nl)::before { content: "CONCEPT"; }
      .rehearsal::before { content: "REHEARSAL"; } .rehearsal:lang(nl)::before { content: "OEFENING"; }
      .draft::before, .rehearsal::before { position: fixed; top: 42%; left: 0; right: 0; text-align: center;
        font-size: 84pt; font-weight: 700; color: rgba(22, 32, 43, .07); transform: rotate(-28deg); }
      @page { size: A4; margin: 20mm 15mm 17mm; @bottom-right { font: 8pt sans-serif; } @bottom-left { font: 7pt sans-serif; } }
    }
    </style>

    """
}
