# language: nl
@area:CAT
Functionaliteit: Catalogusindeling en metadata

  @id:CAT-02 @req:CAT-R2 @prio:must @mode:hybrid @role:tadmin @needs:categories
  Scenario: Elke gepubliceerde cursus heeft de verplichte metadata
    Gegeven de volgende nieuwe "categorieën" bestaan:
      | code   | naam          |
      | VEILIG | Veilig werken |
    En de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 | categorie | samenvatting                      | startdatum |
      | BRV-26 | Brandveiligheid 2026 | VEILIG    | Wat te doen bij brand.            | 2030-01-07 |
      | TIL-01 | Tiltechniek          | VEILIG    | Tillen zonder de rug te belasten. | 2030-01-07 |
    Als "fatima" de gepubliceerde cursussen van categorie "VEILIG" leest
    Dan heeft elke gepubliceerde cursus van categorie "VEILIG" een code
    En heeft elke gepubliceerde cursus van categorie "VEILIG" een samenvatting
    En heeft elke gepubliceerde cursus van categorie "VEILIG" een startdatum
    En hebben geen twee gepubliceerde cursussen van categorie "VEILIG" dezelfde code
    En hebben geen twee gepubliceerde cursussen van categorie "VEILIG" dezelfde naam
    En beoordeelt de tester dat ook eigenaar, duur, taal, werkvorm en doelgroep van elke cursus zijn ingevuld

  @id:CAT-04 @req:CAT-R4 @prio:should @mode:human @role:learner
  Scenario: Filters verkleinen de catalogus op een begrijpelijke manier
    Gegeven de leider heeft klaar een catalogus met cursussen van elke werkvorm en taal
    Als de tester als "sanne" filtert op werkvorm "e-learning" en taal "Nederlands"
    Dan beoordeelt de tester dat alleen passende cursussen overblijven en dat het filter met één klik ongedaan te maken is
