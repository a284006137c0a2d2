# language: nl
@area:LNG @form:uat
Functionaliteit: Taal, apparaten en uiterlijk

  @id:LNG-01 @req:LNG-R1 @prio:must @mode:human @role:learner
  Scenario: Nederlands is overal Nederlands
    Als de tester als "sanne" van aanmelden tot certificaat in het Nederlands door het LMS loopt
    Dan beoordeelt de tester dat er geen Engelse teksten, datums of invulvelden overblijven en dat de afgesproken woorden worden gebruikt

  @id:LNG-02 @req:LNG-R2 @prio:must @mode:human @role:learner
  Scenario: De afgesproken browsers en apparaten werken
    Gegeven de leider heeft klaar de afgesproken lijst met browsers en apparaten
    Als de tester "AVG-01" volgt in elke browser en op elk apparaat van de lijst
    Dan beoordeelt de tester dat indeling, knoppen, video en toets overal werken

  @id:LNG-03 @req:LNG-R3 @prio:should @mode:human @role:learner
  Scenario: De site ziet eruit als de organisatie
    Als de tester aanmeldpagina, startpagina, mail en certificaat met de huisstijl vergelijkt
    Dan beoordeelt de tester dat logo, kleuren, lettertype en toon kloppen
