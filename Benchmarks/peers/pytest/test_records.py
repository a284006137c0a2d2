from pytest_bdd import parsers, scenarios, then

from records import look

scenarios("features")


@then(parsers.parse("record {n:d} carries its number"))
@then(parsers.parse("the number of record {n:d} is right"))
@then(parsers.parse("record {n:d} is found under its number"))
@then(parsers.parse("looking for {n:d} finds record {same:d}"))
@then(parsers.parse("number {n:d} leads to one record"))
@then(parsers.parse("record {n:d} can be read"))
@then(parsers.parse("the shelf holds record {n:d}"))
@then(parsers.parse("a reader sees record {n:d}"))
@then(parsers.parse("the index points to record {n:d}"))
@then(parsers.parse("record {n:d} answers to its number"))
def step(n):
    look(n)
