# language: nl
@area:CAT @form:uat
Functionaliteit: Catalogusindeling en metadata

  @id:CAT-01 @req:CAT-R1 @prio:must @mode:api @role:tadmin @needs:categories @needs:configured
  Scenario: De categorieboom is de afgesproken boom
    Als "fatima" de categorieboom leest
    Dan bevat categorie "ZRG" precies deze categorieën:
      | @table:data/categories-in-zrg.csv |
    En bevat categorie "VLG" precies deze categorieën:
      | @table:data/categories-in-vlg.csv |

  @id:CAT-02 @req:CAT-R2 @prio:must @mode:hybrid @role:tadmin @needs:categories @needs:configured
  Scenario: Elke gepubliceerde cursus heeft de verplichte metadata
    Als "fatima" de categorieboom leest
    Dan heeft elke gepubliceerde cursus van categorie "ZRG" een samenvatting
    En heeft elke gepubliceerde cursus van categorie "ZRG" een startdatum
    En heeft elke gepubliceerde cursus van categorie "ZRG" een eigen code
    En heeft elke gepubliceerde cursus van categorie "ZRG" een eigen naam
    En heeft elke gepubliceerde cursus van categorie "VLG" een samenvatting
    En heeft elke gepubliceerde cursus van categorie "VLG" een startdatum
    En heeft elke gepubliceerde cursus van categorie "VLG" een eigen code
    En heeft elke gepubliceerde cursus van categorie "VLG" een eigen naam
    En beoordeelt de tester dat ook eigenaar, duur, taal, werkvorm en doelgroep van elke cursus zijn ingevuld

  @id:CAT-03 @req:CAT-R3 @prio:must @mode:hybrid @role:learner @needs:catalogue
  Abstract Scenario: Een cursist vindt een cursus met de woorden die cursisten gebruiken
    Gegeven de volgende "cursussen" bestaan:
      | code   | naam                | samenvatting                             |
      | BVO-26 | Brandpreventie 2026 | Jaarlijkse herhaling brandpreventie.     |
      | LGB-26 | Coachend begeleiden | Een team sturen voor wie dat net begint. |
      | EHBO-H | EHBO herhaling      | Eerste hulp, elke twee jaar.             |
      | AVG-26 | Omgaan met gegevens | Privacywet, ook bekend als gdpr.         |
    Als "sanne" in de catalogus zoekt op "<woorden>"
    Dan staat cursus "<code>" bij de eerste 5 resultaten
    En beoordeelt de tester dat de resultatenlijst duidelijk maakt welk resultaat te kiezen

    Voorbeelden:
      | woorden        | code   |
      | brandpreventie | BVO-26 |
      | BVO-26         | BVO-26 |
      | team sturen    | LGB-26 |
      | eerste hulp    | EHBO-H |
      | gdpr           | AVG-26 |

  @id:CAT-04 @req:CAT-R4 @prio:should @mode:human @role:learner
  Scenario: Filters verkleinen de catalogus op een begrijpelijke manier
    Gegeven de leider heeft klaar een catalogus met cursussen van elke werkvorm en taal
    Als de tester als "sanne" filtert op werkvorm "e-learning" en taal "Nederlands"
    Dan beoordeelt de tester dat alleen passende cursussen overblijven en dat het filter met één klik ongedaan te maken is

  @id:CAT-05 @req:CAT-R5 @prio:must @mode:api @role:learner @role:author @needs:catalogue
  Abstract Scenario: Concepten en verlopen cursussen worden niet aangeboden
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                | zichtbaar | startdatum | einddatum  |
      | OPN-01 | Vergadertechniek    | ja        | 2020-01-06 | 2039-12-31 |
      | CON-00 | Vergadertechniek II | nee       | 2020-01-06 | 2039-12-31 |
      | OUD-19 | Vergadertechniek I  | ja        | 2020-01-06 | 2020-06-30 |
    En "ilse" is docent van "CON-00"
    Als "sanne" in de catalogus zoekt op "Vergadertechniek"
    Dan wordt cursus "OPN-01" gevonden en cursus "<code>" niet
    Als "ilse" "CON-00" probeert te openen
    Dan wordt het verzoek toegestaan

    Voorbeelden:
      | code   |
      | CON-00 |
      | OUD-19 |

  @id:CAT-06 @req:CAT-R2 @prio:should @mode:human @role:learner
  Scenario: Een cursuspagina vertelt genoeg om te kiezen
    Als de tester als "sanne" de cursuspagina van "LGB-01" opent
    Dan beoordeelt de tester dat doel, doelgroep, duur, studielast, datums, kosten, annuleringsregel en contactpersoon duidelijk zijn zonder heen en weer te bladeren
