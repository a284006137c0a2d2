# language: nl
@area:FRZ @form:oat
Functionaliteit: Black-outperiode

  @id:FRZ-01 @req:FRZ-R1 @prio:must @mode:hybrid @role:sysadmin @role:learner
  Abstract Scenario: Het oude LMS is bevroren en vertelt dat ook
    Gegeven de leider heeft klaar het oude LMS na het begin van de bevriezing
    Als "<wie>" in het oude LMS probeert te schrijven
    Dan wordt de poging geweigerd
    En beoordeelt de tester dat "<wie>" bij een poging om in het oude LMS te werken leest waarom en tot wanneer dat niet kan

    Voorbeelden:
      | wie     |
      | sanne   |
      | youssef |
      | fatima  |

  @id:FRZ-02 @req:FRZ-R2 @prio:must @mode:hybrid @role:sysadmin
  Scenario: Na de bevriezing is niets gewijzigd
    Gegeven de leider heeft klaar de vingerafdruk van de oude gegevens, genomen bij het begin van de bevriezing
    Dan hebben de gegevens van het oude LMS vingerafdruk "4f1c9a70"

  @id:FRZ-03 @req:FRZ-R3 @prio:must @mode:api @role:sysadmin @role:tadmin
  Scenario: De laatste migratie past in het venster
    Als de laatste migratie is uitgevoerd
    Dan was de laatste migratie binnen 18 uur klaar
    En zijn de aantallen van categorie "OVER" precies:
      | @table:data/accepted-counts.csv |

  @id:FRZ-04 @lock:hr-import @req:FRZ-R4 @prio:should @mode:api @role:hr @role:sysadmin
  Scenario: Wat HR tijdens de black-out wijzigt gaat niet verloren
    Als de HR-import deze regels heeft ingelezen:
      | @table:data/hr-black-out.csv |
    Dan kan "d.faber" zich aanmelden
    En kan "e.simons" zich aanmelden
    En kan "f.wolters" zich aanmelden
    En kan "g.prins" zich niet aanmelden
    En kan "h.kok" zich niet aanmelden
