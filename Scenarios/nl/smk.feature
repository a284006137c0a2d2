# language: nl
@area:SMK @form:oat
Functionaliteit: Rooktest na openstelling

  @id:SMK-01 @req:SMK-R1 @prio:must @mode:hybrid @role:learner @role:trainer @role:manager @role:tadmin @role:fadmin
  Abstract Scenario: Elke rol komt binnen en ziet het eigen begin
    Als "<who>" de startpagina 1 keer opvraagt
    Dan komt 100 procent van de antwoorden binnen <norm> seconden
    En kan "<who>" zich aanmelden
    En beoordeelt de tester dat "<who>" de cursussen, het team of de taken van die rol ziet

    @examples:data/smoke-people.csv
    Voorbeelden:
      | who | norm |

  @id:SMK-02 @req:SMK-R2 @prio:must @mode:api @role:sysadmin
  Scenario: Het uurwerk van de site loopt
    Als "petra" de startpagina 1 keer opvraagt
    Dan liep de taakdienst zonder fout in de laatste 15 minuten
    En liep de mailwachtrij zonder fout in de laatste 15 minuten
    En liep de zoekindex zonder fout in de laatste 15 minuten

  @id:SMK-03 @req:SMK-R3 @prio:must @mode:human @role:learner
  Scenario: Eén echte cursist doet één echt ding
    Als de tester zich aanmeldt op de productieomgeving, een cursus start, halverwege stopt en hervat
    Dan beoordeelt de tester dat alles werkt zoals in de acceptatietest

  @id:SMK-04 @req:SMK-R4 @prio:must @mode:hybrid @role:sysadmin
  Scenario: Geen testgegevens en geen testinstellingen in productie
    Als "petra" de startpagina 1 keer opvraagt
    Dan staat geen van deze personen in het LMS:
      | @table:data/test-people.csv |
    En staat geen van deze cursussen in het LMS:
      | @table:data/test-courses.csv |
    En staat foutopsporing uit op de site
    En staat de onderhoudsmodus uit op de site
    En beoordeelt de tester dat mail niet wordt omgeleid

  @id:SMK-05 @req:SMK-R5 @prio:must @mode:hybrid @role:tadmin @role:auditor @needs:migration
  Scenario: De aantallen in productie zijn gelijk aan de geaccepteerde aantallen
    Als "fatima" de categorieboom leest
    Dan zijn de aantallen van categorie "OVER" precies:
      | @table:data/accepted-counts.csv |
    En beoordeelt de tester dat elk verschil met het ondertekende acceptatierapport wordt verklaard door wijzigingen na de bevriezing
