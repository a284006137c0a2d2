# Sourced by Scripts/test: the stages that --quick leaves out. Each prints its own counts.
stage "gherkin against the official parser" "$PYTHON" Tests/ConformanceTests/gherkin/compare_gherkin.py "$binary"
stage "expressions against the official ones" "$PYTHON" Tests/ConformanceTests/expressions/compare_expressions.py "$binary"
