from behave import then

from records import look


@then("record {n:d} carries its number")
@then("the number of record {n:d} is right")
@then("record {n:d} is found under its number")
@then("looking for {n:d} finds record {same:d}")
@then("number {n:d} leads to one record")
@then("record {n:d} can be read")
@then("the shelf holds record {n:d}")
@then("a reader sees record {n:d}")
@then("the index points to record {n:d}")
@then("record {n:d} answers to its number")
def step(context, n, same=None):
    look(n)
