# language: nl
@area:ASM @form:uat
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

  @id:ASM-02 @req:ASM-R1 @prio:must @mode:api @role:learner @needs:quiz
  Scenario: Pogingen en tijdslimiet worden gehandhaafd
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | HYG-26 | Hygiëne in de zorg |
    En de volgende "activiteiten" bestaan:
      | soort | naam  | cursus | vragen | slaaggrens | pogingen | minuten |
      | quiz  | Toets | HYG-26 | 2      | 7          | 2        | 1       |
    En "sanne" is cursist van "HYG-26"
    En "tim" is cursist van "HYG-26"
    Als "sanne" 0 vragen van "Toets" van "HYG-26" goed beantwoordt
    En "sanne" 1 vragen van "Toets" van "HYG-26" goed beantwoordt
    En "sanne" aan "Toets" van "HYG-26" probeert te beginnen
    Dan wordt de poging afgewezen
    En is er niets gewijzigd
    Als "tim" 2 vragen van "Toets" van "HYG-26" goed beantwoordt, 3 minuten na het begin
    Dan is "tim" gezakt voor "Toets" van "HYG-26"
    Als "tim" 2 vragen van "Toets" van "HYG-26" goed beantwoordt
    Dan is "tim" geslaagd voor "Toets" van "HYG-26"

  @id:ASM-03 @req:ASM-R2 @prio:must @mode:hybrid @role:learner @role:trainer @needs:assignments
  Scenario: Een opdracht gaat van inleveren tot feedback
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
    En de volgende "activiteiten" bestaan:
      | soort  | naam     | cursus |
      | assign | Opdracht | LGB-01 |
    En "youssef" is docent van "LGB-01"
    En "sanne" is cursist van "LGB-01"
    Als "sanne" "Mijn verslag" inlevert voor "Opdracht" van "LGB-01"
    En "youssef" "Opdracht" van "LGB-01" voor "sanne" beoordeelt met een 7,5
    En "youssef" feedback "Goed onderbouwd" schrijft bij "Opdracht" van "LGB-01" voor "sanne"
    Dan leest "sanne" cijfer 7,5 voor "Opdracht" van "LGB-01"
    En leest "sanne" feedback "Goed onderbouwd" bij "Opdracht" van "LGB-01"
    En beoordeelt de tester dat inleveren en feedback lezen geen uitleg vragen

  @id:ASM-04 @req:ASM-R3 @prio:should @mode:api @role:learner @role:trainer @needs:evaluation
  Scenario: Een anonieme evaluatie is echt anoniem
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
    En de volgende "activiteiten" bestaan:
      | soort    | naam      | cursus | anoniem |
      | feedback | Evaluatie | LGB-01 | ja      |
    En "youssef" is docent van "LGB-01"
    En "sanne" is cursist van "LGB-01"
    Als "sanne" evaluatie "Evaluatie" van "LGB-01" verstuurt met antwoord "Leerzaam en kort"
    Dan leest "youssef" antwoord "Leerzaam en kort" in evaluatie "Evaluatie" van "LGB-01"
    En kan "youssef" niet zien dat het antwoord in evaluatie "Evaluatie" van "LGB-01" van "sanne" is

  @id:ASM-05 @req:ASM-R4 @prio:must @mode:hybrid @role:learner @role:manager @role:trainer @needs:assignments
  Scenario: Resultaten zijn op het juiste moment zichtbaar voor de juiste mensen
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
    En de volgende "activiteiten" bestaan:
      | soort  | naam     | cursus | vrijgeven |
      | assign | Opdracht | LGB-01 | ja        |
    En "youssef" is docent van "LGB-01"
    En "sanne" is cursist van "LGB-01"
    Als "sanne" "Mijn verslag" inlevert voor "Opdracht" van "LGB-01"
    En "youssef" "Opdracht" van "LGB-01" voor "sanne" beoordeelt met een 8
    Dan leest "sanne" geen cijfer voor "Opdracht" van "LGB-01"
    Als "youssef" het cijfer van "sanne" voor "Opdracht" van "LGB-01" vrijgeeft
    Dan leest "sanne" cijfer 8 voor "Opdracht" van "LGB-01"
    En heeft "sanne" binnen 15 minuten precies 1 melding van "youssef" over "Opdracht" van "LGB-01"
    En beoordeelt de tester dat de leidinggevende van "sanne" vóór het vrijgeven niets las en daarna alleen geslaagd of gezakt leest

  @id:ASM-06 @req:ASM-R5 @prio:must @mode:hybrid @role:learner @role:auditor
  Scenario: Slagen levert een juist certificaat op
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam       |
      | REA-01 | Reanimeren |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | REA-01 |
    En "Huisregels" van "REA-01" afronden rondt de cursus af
    En de volgende "certificaten" bestaan:
      | cursus | maanden |
      | REA-01 | 24      |
    En "zoe" is cursist van "REA-01"
    Als "zoe" "Huisregels" van "REA-01" afrondt
    Dan is een certificaat van "REA-01" uitgegeven aan "zoe"
    En beoordeelt de tester dat het afgedrukte certificaat eruitziet zoals afgesproken en dat de controlecode te verifiëren is

  @id:ASM-07 @req:ASM-R6 @prio:should @mode:api @role:trainer @role:auditor @needs:assignments
  Scenario: Een gewijzigd cijfer laat een spoor na
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
    En de volgende "activiteiten" bestaan:
      | soort  | naam     | cursus |
      | assign | Opdracht | LGB-01 |
    En "youssef" is docent van "LGB-01"
    En "bram" is auditor van "LGB-01"
    En "sanne" is cursist van "LGB-01"
    En "sanne" levert "Mijn verslag" in voor "Opdracht" van "LGB-01"
    En "youssef" beoordeelt "Opdracht" van "LGB-01" voor "sanne" met een 5
    Als "youssef" "Opdracht" van "LGB-01" voor "sanne" beoordeelt met een 6
    Dan leest "sanne" cijfer 6 voor "Opdracht" van "LGB-01"
    En vindt "bram" dat "youssef" het cijfer voor "Opdracht" van "LGB-01" van "sanne" wijzigde van 5 in 6
