# language: nl
@area:IMP @form:oat @lock:hr-import
Functionaliteit: Import van personen uit het bronsysteem

  @id:IMP-01 @req:IMP-R1 @prio:must @mode:api @role:hr @role:fadmin
  Scenario: De eerste volledige import geeft de verwachte populatie
    Als de HR-import deze regels heeft ingelezen:
      | @table:data/hr-full.csv |
    Dan telt het logboek van de HR-import precies:
      | wat       | aantal |
      | gelezen   | 12     |
      | verwerkt  | 12     |
      | afgekeurd | 0      |
    En heeft precies 1 gebruiker personeelsnummer "200101"
    En heeft precies 1 gebruiker personeelsnummer "200112"
    En kan "a.bakker" zich aanmelden
    En kan "l.postma" zich niet aanmelden

  @id:IMP-02 @req:IMP-R2 @prio:must @mode:hybrid @role:hr @needs:cohorts
  Abstract Scenario: Een wijziging in de bron komt aan in het LMS
    Gegeven de volgende "gebruikers" bestaan:
      | gebruikersnaam | voornaam | achternaam | afdeling | personeelsnummer |
      | mila           | Mila     | Dekker     | Zorg     | 200201           |
      | otis           | Otis     | Groen      | Zorg     | 200202           |
      | roos           | Roos     | Smit       | Zorg     | 200204           |
    En "joris" deactiveert het account van "roos"
    Als de HR-import deze regels heeft ingelezen:
      | gebruiker | voornaam | achternaam | personeelsnummer | afdeling   | leidinggevende | actief   |
      | <persoon> | <voor>   | <achter>   | <nummer>         | <afdeling> | <baas>         | <actief> |
    En "joris" het profiel van "<persoon>" leest
    Dan heeft precies 1 gebruiker personeelsnummer "<nummer>"
    En toont het profiel afdeling "<afdeling>"
    En toont het profiel leidinggevende "<baas>"
    En <gevolg>
    En beoordeelt de tester dat <oordeel>

    Voorbeelden: in dienst, andere afdeling, andere leidinggevende, uit dienst, terug in dienst
      | persoon | voor | achter   | nummer | afdeling | baas  | actief | gevolg                            | oordeel                                                                          |
      | nora    | Nora | Hendriks | 200203 | Zorg     | mark  | ja     | kan "nora" zich aanmelden         | "nora" de inwerkcursussen heeft                                                  |
      | mila    | Mila | Dekker   | 200201 | Techniek | mark  | ja     | kan "mila" zich aanmelden         | "mila" in de doelgroep van Techniek zit en niet meer in die van Zorg             |
      | mila    | Mila | Dekker   | 200201 | Zorg     | joris | ja     | kan "mila" zich aanmelden         | "joris" in het teamrapport "mila" ziet en "mark" niet                            |
      | otis    | Otis | Groen    | 200202 | Zorg     | mark  | nee    | kan "otis" zich niet aanmelden    | de opleidingshistorie van "otis" er nog is                                       |
      | roos    | Roos | Smit     | 200204 | Zorg     | mark  | ja     | kan "roos" zich aanmelden         | "roos" na een jaar afwezigheid het oude account en de oude opleidingshistorie heeft |

  @id:IMP-03 @req:IMP-R3 @prio:must @mode:api @role:hr @role:fadmin
  Scenario: Een foute regel houdt de goede regels niet tegen
    Als de HR-import deze regels heeft ingelezen:
      | @table:data/hr-bad-rows.csv |
    Dan telt het logboek van de HR-import precies:
      | wat       | aantal |
      | gelezen   | 10     |
      | verwerkt  | 7      |
      | afgekeurd | 3      |
    En noemt het logboek van de HR-import precies deze afgekeurde regels:
      | regel | personeelsnummer | reden                        |
      | 3     | 200303           | no last name                 |
      | 6     | 200305           | personnel number twice       |
      | 9     |                  | no personnel number          |
    En heeft precies 1 gebruiker personeelsnummer "200305"

  @id:IMP-04 @req:IMP-R4 @prio:must @mode:api @role:fadmin
  Scenario: Een half bestand deactiveert niet de halve organisatie
    Gegeven de HR-import heeft deze regels ingelezen:
      | @table:data/hr-full.csv |
    Als de HR-import deze regels heeft ingelezen:
      | @table:data/hr-half.csv |
    Dan telt het logboek van de HR-import precies:
      | wat           | aantal |
      | gelezen       | 5      |
      | gedeactiveerd | 0      |
    En kan "a.bakker" zich aanmelden
    En kan "k.jansma" zich aanmelden
    En heeft "joris" binnen 15 minuten precies 1 mail over "veiligheidsgrens"

  @id:IMP-05 @req:IMP-R5 @prio:must @mode:api @role:manager @role:hr
  Scenario: De keten van leidinggevenden klopt
    Als de HR-import deze regels heeft ingelezen:
      | @table:data/hr-full.csv |
    Dan eindigt de keten van leidinggevenden van elke actieve persoon bij:
      | @table:data/top-of-hierarchy.csv |

  @id:IMP-06 @req:IMP-R6 @prio:should @mode:api @role:fadmin
  Scenario: Twee keer hetzelfde bestand importeren wijzigt niets
    Gegeven de HR-import heeft deze regels ingelezen:
      | @table:data/hr-full.csv |
    Als de HR-import deze regels heeft ingelezen:
      | @table:data/hr-full.csv |
    Dan telt het logboek van de HR-import precies:
      | wat           | aantal |
      | gelezen       | 12     |
      | aangemaakt    | 0      |
      | gewijzigd     | 0      |
      | gedeactiveerd | 0      |
    En heeft precies 1 gebruiker personeelsnummer "200101"
    En heeft "a.bakker" binnen 15 minuten precies 1 mail over "welkom"

  @id:IMP-07 @req:IMP-R7 @prio:should @mode:hybrid @role:tadmin
  Scenario: Inschrijvingen uit een studentinformatiesysteem volgen de bron
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code | naam          |
      | ZV-2 | Zorg verlenen |
    En "tim" is cursist van "ZV-2"
    Als de import uit het studentinformatiesysteem deze regels heeft ingelezen:
      | gebruiker | cursus | groep |
      | sanne     | ZV-2   | ZV-2A |
    Dan heeft "ZV-2" 2 cursisten
    En heeft "sanne" precies de rol cursist in "ZV-2"
    En beoordeelt de tester dat "sanne" lid is van groep ZV-2A
    Als de import uit het studentinformatiesysteem deze regels heeft ingelezen:
      | gebruiker | cursus | groep |
      | sanne     | ZV-2   |       |
    Dan heeft "sanne" binnen 60 minuten geen actieve inschrijving voor "ZV-2"
    En heeft "ZV-2" 1 cursist

  @id:IMP-08 @req:IMP-R7 @prio:could @mode:hybrid @role:tadmin
  Scenario: Een ledenadministratie bepaalt de prijs en de toegang
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam              |
      | LID-01 | Alleen voor leden |
    En "lea" is cursist van "LID-01"
    Als de import uit de ledenadministratie deze regels heeft ingelezen:
      | gebruiker | actief |
      | lea       | nee    |
    En "lea" "LID-01" probeert te openen
    Dan wordt het verzoek geweigerd
    En beoordeelt de tester dat "lea" bij een open cursus de prijs voor niet-leden ziet
