# language: nl
@area:ASM
Functionaliteit: Evaluatie en assessments

  @id:ASM-01 @req:ASM-R1 @prio:must @mode:api @role:learner @needs:quiz
  Abstract Scenario: De zak-slaaggrens wordt exact toegepast
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | HYG-26 | Hygiëne in de zorg |
    En de volgende "activiteiten" bestaan:
      | soort | naam  | cursus | vragen | slaaggrens |
      | quiz  | Toets | HYG-26 | 10     | 7          |
    En "sanne" is cursist van "HYG-26"
    Als "sanne" <goed> vragen van "Toets" van "HYG-26" goed beantwoordt
    Dan is "sanne" <uitslag> voor "Toets" van "HYG-26"

    Voorbeelden:
      | goed | uitslag  |
      | 6    | gezakt   |
      | 7    | geslaagd |
      | 10   | geslaagd |

  @id:ASM-06 @req:ASM-R5 @prio:must @mode:hybrid @role:learner @role:auditor
  Scenario: Slagen levert een juist certificaat op
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam       |
      | REA-01 | Reanimeren |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | REA-01 |
    En "zoe" is cursist van "REA-01"
    Als "zoe" "Huisregels" van "REA-01" afrondt
    Dan is een certificaat van "REA-01" uitgegeven aan "zoe"
    En beoordeelt de tester dat het afgedrukte certificaat eruitziet zoals afgesproken en dat de controlecode te verifiëren is
