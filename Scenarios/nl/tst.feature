# language: nl
@area:TST @form:oat
Functionaliteit: De test kan beginnen

  @id:TST-01 @req:TST-R1 @prio:must @mode:api @role:fadmin
  Scenario: Alle klaargezette personen en rollen staan er
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
    En "youssef" is docent van "LGB-01"
    En "sanne" is cursist van "LGB-01"
    En "tim" is cursist van "LGB-01"
    Als "joris" "LGB-01" opent
    Dan kan "sanne" zich aanmelden
    En kan "tim" zich aanmelden
    En kan "youssef" zich aanmelden
    En kan "joris" zich aanmelden
    En heeft "sanne" precies de rol cursist in "LGB-01"
    En heeft "youssef" precies de rol docent in "LGB-01"
    En heeft "LGB-01" 2 cursisten

  @id:TST-02 @req:TST-R1 @prio:must @mode:api @role:tadmin
  Scenario: Alle klaargezette cursussen en inhoud staan er
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                | startdatum |
      | LGB-01 | Leiden & begeleiden | 2030-01-07 |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | LGB-01 |
    En "sanne" is cursist van "LGB-01"
    Als "fatima" "LGB-01" opent
    Dan heeft cursus "LGB-01" naam "Leiden & begeleiden"
    En heeft cursus "LGB-01" startdatum "2030-01-07"
    En begint cursus "LGB-01" in de toekomst
    En bevat cursus "LGB-01" precies, in deze volgorde:
      | activiteit |
      | Huisregels |
    En ziet "sanne" "LGB-01" in haar cursuslijst

  @id:TST-03 @req:TST-R2 @prio:must @mode:hybrid @role:sysadmin
  Scenario: De geteste versie is bekend en blijft gelijk
    Als de vingerafdruk van de site wordt genomen
    Dan is de vingerafdruk van de site nog dezelfde
    En beoordeelt de tester als "petra" dat versie, plug-ins en instellingen die van het testplan zijn, aan het begin en aan het eind van elke testdag

  @id:TST-04 @req:TST-R3 @prio:must @mode:human @role:tadmin
  Scenario: Een tester kan binnen tien minuten beginnen
    Gegeven de leider heeft klaar een instructie en een werkblad voor elke tester
    Als de tester zonder hulp de instructie volgt
    Dan beoordeelt de tester dat adres, account, wachtwoord, werkblad en contactpersoon duidelijk waren en werkten
