"""Features that use everything at once, to be compared and to be mutated."""

PLAIN = '''# a comment
@area:TST @id:TST-01   # no tag
@second
Feature: Enrolment
  Somebody is enrolled
    with indentation, and 日本 text

  # inside the description
  and goes on

  Background: people
    Given the following "users" exist:
      | username | name          |
      | sanne    | Sanne \\| Tim  |
      | tim      | back\\\\slash\\n |
    And a text:
      """json
      { "a": 1 }
        kept \\"\\"\\" quotes
      """

  @one
  Scenario: Plain
    A description
    Given a step
      # a comment in steps
    When both come
      | a |
      | b |
      """
      text
      """
    Then both come the other way round
      ```md
      text \\`\\`\\` here
      ```
      | a |
    But not
    * a star

  @outline @x
  # before the outline
  @y
  Scenario Outline: Outline <name> of <role>
    About <name>
    Given <name> is <role>
      | <name> | <role> | <none> |
    And text for <name>:
      """<role>
      <name> & <role>
      """

    @first
    Examples: First
      About these
      | name  | role    |
      | sanne | <name>  |
      | tim   |         |

    @other
    @tags
    Examples:
      | name |

    Examples: nothing

  @rule
  Rule: First rule
    About the rule

    Background:
      And more

    Example: In the rule
      Then it holds

    @last
    Scenario Template: Again
      But <x>

      Scenarios:
        | x |
        | 1 |
        | 2 |

  Rule: Empty rule

  @third
  Rule: Third
    @deep
    Scenario: deep
    Scenario: deeper
      Given x
'''

DUTCH = '''
  # language: nl

@gebied
Functionaliteit: Inschrijven
    Abstract Scenario: <wie>
      Stel <wie> bestaat
      En dat is "goed"
      Als <wie> zich inschrijft
      Maar niet betaalt
      Dan is <wie> ingeschreven
      Voorbeelden:
        | wie   | regex. |
        | sanne | (x)    |
    Voorbeeld: gewoon
      Gegeven zij bestaat
'''

CHINESE = '''# language: zh-CN
功能: 登录
  场景: 成功
    假如用户存在
    当用户登录
    而且等待
    那么看到首页
    但是没有广告
  场景大纲: <名>
    假如<名>
    例子:
      | 名 |
      | 甲 |
'''

SMALL = '''Feature: small
  Scenario: one
    Given a
    When b
    Then c
'''

ERRORS = "".join(f"Feature: {number}\n  Scenario: s\n  @a b{number}\n  Given x\n  """ for number in range(14))

ODD_TABLES = '''Feature: tables
  Scenario: s
    Given a
      | a | b |
      | c |
    Given b
      |  |   | \u00a0x\u3000 |
      |a|b|c|
      text
    Given c
      | a \\n | \\n b | \\x |
      x | no |
  Scenario Outline: o
    Given <a>
    Examples:
      | a |
      | b | c |
    Examples:
      | a |
      | \\\\1 |
'''

MARKDOWN = '''# Feature: Cheese

Prose, and a `code span`.

| not | indented |
| --- | -------- |
| a   | b        |

`@tag` `@other tag`
## Background: people

* Given the following "users" exist:

  | name  | role    |
  | ----- | :-----: |
  | sanne | learner |

## Rule: Nom nom

`@rule`
### Scenario Outline: Outline <what>

* Given some code:
  ```typescript
  type Cheese = 'a' | 'b'
  ```
- And four:
  ````markdown
  ```
  inner
  ```
  ````
+ When <what>
  """
  quotes
  """
* Then this might not run

`@examples`
#### Examples: because

  | what |
  | ---- |
  | fail |
  | pass |

### Scenario: last
   * But it does
   *And this
'''

MARKDOWN_PROSE = '''Just a title

Some text.

# Scenario: one

1. Given nothing
* Given something
    | a |
    | b |
'''

ODD_COLUMNS = '''Feature: columns that are read as patterns
  Scenario Outline: <a.b> <x?> <x> <c$> <[z]> <z> <p|q> <{n}> <n*> <nn>
    Given <a.b> <axb> <x?> <x> <> <^y> <+p> <(> <d d>
      | <p|q> | <p | q> | <\\\\d> | <7> |
      """<x?>
      <a\nb> <[z]> <a b c>
      """
    Examples:
      | a.b | x? | c$ | [z] | p\\|q | {n} | n* |
      | 1   | 2  | 3  | <x> | 5    | 6   | 7  |
    Examples:
      | ^y | n+ | \\\\d | a b.c | d{2} |  | é |
      | \\1 | $1 | \\g<0> | & | x | y | z |
'''

# The official compiler stops with a Python error at this one, so it only has to be survived.
NO_PATTERN = '''Feature: f
  Scenario: s <(>
    Given <**>
    Examples:
      | ( | ** |
      | 1 | 2  |
'''

SEEDS = [
    (".feature", ODD_COLUMNS),
    (".feature", PLAIN),
    (".feature", DUTCH),
    (".feature", CHINESE),
    (".feature", SMALL),
    (".feature", ERRORS),
    (".feature", ODD_TABLES),
    (".feature", ""),
    (".feature", "# only a comment\n\n"),
    (".feature.md", MARKDOWN),
    (".feature.md", MARKDOWN_PROSE),
    (".feature.md", ""),
]

# Compared, if there is anything to compare with, but not mutated.
SURVIVED = [
    (".feature", NO_PATTERN),
]
