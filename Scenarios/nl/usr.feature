# language: nl
@area:USR
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
