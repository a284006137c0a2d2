# language: nl
@area:A11 @form:regulatory
Functionaliteit: Toegankelijkheid

  @id:A11-01 @req:A11-R1 @prio:must @mode:human @role:learner
  Scenario: Een cursus is met alleen het toetsenbord te volgen
    Als de tester zich als "sanne" aanmeldt, "AVG-01" vindt, een toets maakt en zich afmeldt met alleen het toetsenbord
    Dan beoordeelt de tester dat de focus steeds zichtbaar is, dat niets het toetsenbord vasthoudt en dat elke stap bereikbaar is

  @id:A11-02 @req:A11-R1 @prio:must @mode:human @role:learner
  Scenario: Een cursus is met een schermlezer te volgen
    Als de tester zich als "sanne" aanmeldt, "AVG-01" vindt, een toets maakt en zich afmeldt met een schermlezer
    Dan beoordeelt de tester dat koppen, veldlabels, foutmeldingen en resultaten worden voorgelezen en te begrijpen zijn

  @id:A11-03 @req:A11-R2 @prio:should @mode:human @role:author
  Scenario: Eigen leerstof voldoet aan het afgesproken niveau
    Gegeven de leider heeft klaar een steekproef van 5 eigen cursussen
    Als de tester contrast, alternatieve teksten, ondertiteling en vergroting tot 200 procent controleert
    Dan beoordeelt de tester per cursus aan welke punten van het afgesproken WCAG-niveau niet is voldaan
