# language: nl
@area:USR @form:uat
Functionaliteit: Gebruikersprofielen en gebruikersinformatie

  @id:USR-01 @req:USR-R1 @prio:must @mode:api @role:fadmin
  Scenario: Een personeelsnummer hoort bij één persoon
    Gegeven de volgende "gebruiker" bestaat:
      | gebruikersnaam   | vera   |
      | voornaam         | Vera   |
      | achternaam       | Bos    |
      | personeelsnummer | 100123 |
    Als "joris" een gebruiker met personeelsnummer "100123" probeert aan te maken
    Dan wordt het verzoek afgewezen
    En heeft precies 1 gebruiker personeelsnummer "100123"

  @id:USR-02 @req:USR-R2 @prio:must @mode:hybrid @role:fadmin @role:hr @needs:configured
  Scenario: De afgesproken profielvelden bestaan en zijn gevuld
    Als "joris" het profiel van de persoon met personeelsnummer "100207" leest
    Dan toont het profiel afdeling "Zorg"
    En toont het profiel woonplaats "Utrecht"
    En toont het profiel leidinggevende "k.jansma"
    En beoordeelt de tester dat de namen en volgorde van de velden overeenkomen met de beslislijst van de inrichting

  @id:USR-03 @req:USR-R3 @prio:must @mode:api @role:learner
  Abstract Scenario: Een cursist kan eigen voorkeuren wijzigen maar geen brongegevens
    Als "sanne" haar eigen <veld> probeert te wijzigen in "<waarde>"
    Dan wordt de wijziging <uitkomst>

    Voorbeelden:
      | veld             | waarde     | uitkomst   |
      | woonplaats       | Amersfoort | toegestaan |
      | telefoonnummer   | 0612345678 | toegestaan |
      | personeelsnummer | 999999     | geweigerd  |
      | afdeling         | Directie   | geweigerd  |

  @id:USR-04 @req:USR-R4 @prio:should @mode:hybrid @role:learner @role:manager @not:kolibri
  Scenario: Wie wat ziet op een profiel
    Gegeven de volgende "gebruiker" bestaat:
      | gebruikersnaam   | wies   |
      | voornaam         | Wies   |
      | achternaam       | Kuiper |
      | personeelsnummer | 100411 |
    En de volgende nieuwe "cursussen" bestaan:
      | code   | naam           |
      | AVG-01 | Privacy en AVG |
    En "wies" is cursist van "AVG-01"
    En "tim" is cursist van "AVG-01"
    Als "tim" het profiel van "wies" leest
    Dan toont het profiel geen personeelsnummer
    Als de tester zich aanmeldt als de leidinggevende van Wies en haar profiel opent
    Dan beoordeelt de tester dat een leidinggevende functie, locatie en opleidingshistorie ziet en geen privégegevens

  @id:USR-05 @req:USR-R5 @prio:must @mode:api @role:fadmin @role:auditor
  Scenario: Wie uit dienst gaat verliest toegang en behoudt opleidingshistorie
    Gegeven de volgende "gebruiker" bestaat:
      | gebruikersnaam | otto   |
      | voornaam       | Otto   |
      | achternaam     | Meijer |
    En de volgende nieuwe "cursussen" bestaan:
      | code   | naam           |
      | AVG-01 | Privacy en AVG |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | AVG-01 |
    En "otto" is cursist van "AVG-01"
    En "bram" is auditor van "AVG-01"
    En "otto" heeft "Huisregels" van "AVG-01" afgerond
    Als "joris" het account van "otto" deactiveert
    Dan kan "otto" zich niet meer aanmelden
    En vindt "bram" de afronding van "Huisregels" van "AVG-01" door "otto" met de oorspronkelijke datum

  @id:USR-06 @req:USR-R2 @prio:should @mode:hybrid @role:learner
  Scenario: Namen met bijzondere tekens blijven overal heel
    Gegeven de volgende "gebruiker" bestaat:
      | gebruikersnaam | oezguer       |
      | voornaam       | Zoë           |
      | achternaam     | Özgür-d'Hondt |
    Als "joris" het profiel van "oezguer" leest
    Dan toont het profiel volledige naam "Zoë Özgür-d'Hondt"
    En beoordeelt de tester dat de naam goed staat op de profielpagina, in de cursistenlijst, in een mail en op een certificaat
