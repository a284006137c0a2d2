# language: nl
@area:HLP @form:oat
Functionaliteit: Communicatie en helpdesk zijn gereed

  @id:HLP-01 @req:HLP-R1 @prio:must @mode:human @role:tadmin
  Scenario: Elke groep weet wat er voor haar verandert
    Gegeven de leider heeft klaar het communicatieplan per groep met datums
    Als de tester de berichten voor cursisten, leidinggevenden en docenten leest als een van hen
    Dan beoordeelt de tester dat elk bericht zegt wat er verandert, wanneer, wat te doen en waar hulp is

  @id:HLP-02 @req:HLP-R2 @prio:must @mode:human @role:fadmin
  Scenario: De helpdesk kan de tien meest waarschijnlijke vragen beantwoorden
    Gegeven de leider heeft klaar een helpdesk met de instructie, de lijst met bekende problemen en toegang
    Als de tester als cursist met elk van de tien vragen belt
    Dan beoordeelt de tester dat er minstens negen binnen vijf minuten goed worden beantwoord en dat de tiende naar een bekende persoon gaat

  @id:HLP-03 @req:HLP-R3 @prio:should @mode:human @role:learner
  Scenario: Hulp is te vinden zonder te bellen
    Als de tester als "sanne" hulp zoekt vanaf de aanmeldpagina, een cursuspagina en een niet gehaalde toets
    Dan beoordeelt de tester dat er binnen twee klikken een instructie of een contact is dat bij die plek past
