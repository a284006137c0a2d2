# language: nl
@area:SSO @form:oat
Functionaliteit: Single sign-on

  @id:SSO-01 @req:SSO-R1 @prio:must @mode:human @role:learner
  Scenario: Geen apart wachtwoord op de werkplek
    Gegeven de leider heeft klaar een werkplek van de organisatie waarop "sanne" is aangemeld
    Als de tester als "sanne" het LMS vanaf het intranet opent
    Dan beoordeelt de tester dat het LMS opent als "sanne" zonder naam of wachtwoord te vragen

  @id:SSO-02 @req:SSO-R2 @prio:must @mode:hybrid @role:learner @role:sysadmin
  Scenario: Wie onbekend of geblokkeerd is krijgt een duidelijke weigering
    Gegeven de volgende nieuwe "gebruikers" bestaan:
      | gebruikersnaam | voornaam | achternaam |
      | olga           | Olga     | Maas       |
    En "joris" deactiveert het account van "olga"
    Als "olga" zich via de identiteitsprovider probeert aan te melden
    Dan wordt de poging geweigerd
    En beoordeelt de tester dat de melding zegt wat te doen en geen technische details prijsgeeft

  @id:SSO-03 @req:SSO-R3 @prio:must @mode:human @role:learner
  Scenario: Een link naar een cursus overleeft het aanmelden
    Gegeven de leider heeft klaar een link naar cursus "AVG-01" en een telefoon buiten het netwerk zonder sessie
    Als de tester de link opent op de telefoon en zich aanmeldt als "sanne"
    Dan beoordeelt de tester dat cursus "AVG-01" verschijnt en niet de startpagina

  @id:SSO-04 @req:SSO-R4 @prio:should @mode:hybrid @role:learner
  Scenario: Afmelden beëindigt de sessie echt
    Als "sanne" zich afmeldt
    Dan werkt de sessie van "sanne" niet meer
    En beoordeelt de tester op een gedeelde computer dat de volgende persoon niet in het account van "sanne" terechtkomt

  @id:SSO-05 @req:SSO-R5 @prio:must @mode:human @role:sysadmin @role:guest
  Scenario: De achterdeur voor beheerders en externen werkt en is bewaakt
    Gegeven de leider heeft klaar een testomgeving waarvan de identiteitsprovider is uitgezet
    Als de tester zich als "petra" en als externe cursist "lea" aanmeldt met een lokaal account
    Dan beoordeelt de tester dat beiden met een tweede factor binnenkomen
    En beoordeelt de tester dat "sanne" op deze manier niet binnenkomt
