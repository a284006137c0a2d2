"""One feature for each keyword of each list of each language."""

from gherkin.dialect import DIALECTS

STEPS = ["given", "when", "then", "and", "but"]


def keyword_features():
    for language, spec in DIALECTS.items():
        for field, keywords in spec.items():
            if field in ("name", "native"):
                continue
            for keyword in keywords:
                yield feature(language, spec, {field: keyword})


def feature(language, spec, chosen):
    """A feature with everything in it, that says each thing with the list's last keyword, unless it was chosen."""

    def word(field):
        return chosen.get(field, spec[field][-1])

    steps = [f"      {word(field)}{field} <a> of {language}" for field in STEPS]
    return "\n".join(
        [
            f"# language: {language}",
            "@feature",
            f"{word('feature')}: {language} {chosen}",
            f"  {word('background')}: b",
            *steps,
            f"  {word('scenario')}: s",
            *steps,
            f"  {word('scenarioOutline')}: o",
            *steps,
            f"    {word('examples')}: e",
            "      | a |",
            "      | 1 |",
            f"  {word('rule')}: r",
            f"    {word('scenario')}: t",
            *steps,
            "",
        ]
    )
