# language: nl
@area:MCA @form:oat
Functionaliteit: Migratie van de catalogus

  @id:MCA-01 @req:MCA-R1 @prio:must @mode:api @role:tadmin @needs:migration
  Scenario: Er is niets verloren en niets verzonnen
    Als "fatima" de categorieboom leest
    Dan bevat categorie "OVER" precies deze cursussen:
      | @table:data/migrated-codes.csv |
    En staat geen van deze cursussen in het LMS:
      | @table:data/not-migrated.csv |

  @id:MCA-02 @req:MCA-R2 @prio:must @mode:api @role:tadmin @needs:migration
  Scenario: Elk omgezet veld heeft de afgesproken waarde
    Als "fatima" de categorieboom leest
    Dan bevat categorie "OVER" precies deze cursussen:
      | @table:data/migrated-courses.csv |
    En staat "Ã" in geen tekst van de cursussen in categorie "OVER"
    En staat "&amp;amp;" in geen tekst van de cursussen in categorie "OVER"
    En staat "[[oud:" in geen tekst van de cursussen in categorie "OVER"

  @id:MCA-03 @req:MCA-R3 @prio:should @mode:human @role:author @role:tadmin
  Scenario: Eigenaren herkennen hun eigen cursussen
    Gegeven de leider heeft klaar een willekeurige steekproef van 15 cursussen met minstens 1 per categorie
    Als de tester elke cursus naast de oude opent
    Dan beoordeelt de tester per cursus dat tekst, beeld, bijlagen en links compleet en bruikbaar zijn

  @id:MCA-04 @req:MCA-R2 @prio:should @mode:api @role:tadmin @needs:migration
  Scenario: Links in gemigreerde cursussen leiden niet naar het oude LMS
    Als "fatima" de categorieboom leest
    Dan staat "oud-lms.example.org" in geen tekst van de cursussen in categorie "OVER"
    En leidt elke link in de cursussen van categorie "OVER" naar een pagina
