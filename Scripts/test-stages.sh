# Sourced by Scripts/test: the stages that --quick leaves out. Each prints its own counts.
conformance=Tests/ConformanceTests
seed=${LMSACCEPT_SEED:-$(date +%j)}
echo
echo "seed of the random stages: $seed (repeat with LMSACCEPT_SEED=$seed)"

stage "gherkin against the official parser" \
  "$PYTHON" $conformance/gherkin/compare_gherkin.py --folder Scenarios --mutations 20000 --seed "$seed" "$binary" gherkin
stage "expressions against the official ones" \
  "$PYTHON" $conformance/expressions/expressions.py "$binary" 20000 "$seed"
stage "tag expressions against the official ones" \
  "$PYTHON" $conformance/expressions/tags.py "$binary" 20000 "$seed"

# The shipped pack on the built-in LMS; every line of its messages against the official classes.
messages() {
  local place
  place=$(mktemp -d)
  (cd "$place" && "$binary" run --quiet "$root/Scenarios/en" "$root/Scenarios/nl") || return 1
  "$PYTHON" $conformance/messages/validate.py "$place/Reports/messages.ndjson" Tests/ReportingTests/Goldens/messages.ndjson
  local status=$?
  rm -rf "$place"
  return $status
}
stage "shipped pack and its messages" messages
stage "snippets against the official ones" \
  "$PYTHON" $conformance/expressions/snippets.py "$binary" 5000 "$seed"
stage "compatibility kit" "$PYTHON" $conformance/cck/run.py "$binary"

stage "workbooks of other programs" "$PYTHON" Tests/WorkbookTests/others.py "$binary" 200 "$seed"
stage "what other tools read of exports" "$PYTHON" Tests/InterchangeTests/others.py "$binary"
stage "worksheets that come back" "$PYTHON" Tests/WorkbookTests/returned.py "$binary" "$seed"
stage "hostile worksheets" "$PYTHON" Tests/WorkbookTests/hostile.py "$binary"
damaged_worksheets() { LMSACCEPT_WORKSHEETS=20000 LMSACCEPT_SEED=$seed unit --filter ImportFuzzTests; }
stage "damaged worksheets" damaged_worksheets
damaged_workbooks() { LMSACCEPT_WORKBOOKS=12000 LMSACCEPT_SEED=$seed unit --filter XLSXFuzzTests; }
stage "damaged workbooks" damaged_workbooks

stage "a signed report cannot be changed" "$PYTHON" Tests/SignOffTests/tampering.py "$binary" 10000 "$seed"
stage "the tour" "$PYTHON" Tests/SignOffTests/tour.py "$binary"

# The product on itself: its own scenarios, run by its own binary.
export LMSACCEPT_FLOORS=$root/.build/floors.txt
rm -f "$LMSACCEPT_FLOORS"
stage "floors" "$PYTHON" Tests/AcceptanceTests/floors.py "$binary"
stage "every fault is noticed" "$PYTHON" Tests/AcceptanceTests/faults.py "$binary" --check
stage "every check can fail" "$PYTHON" Tests/AcceptanceTests/replay.py "$binary"
stage "order and language change nothing" "$PYTHON" Tests/AcceptanceTests/equality.py "$binary"
stage "a broken environment is no verdict" "$PYTHON" Tests/AcceptanceTests/environments.py "$binary"
stage "what an LMS lacks is said before the run" "$PYTHON" Tests/AcceptanceTests/capabilities.py "$binary"
stage "what waited for a person is finished" "$PYTHON" Tests/AcceptanceTests/finishing.py "$binary"
stage "no secret leaks" "$PYTHON" Tests/AcceptanceTests/canaries.py "$binary"
stage "nothing is left after a kill" "$PYTHON" Tests/KillTests/kill.py "$binary" --provision

# A real LMS: Kolibri from PyPI, on loopback.
stage "a real Kolibri" "$PYTHON" Tests/Kolibri/run.py "$binary"
stage "deviations are written down" "$PYTHON" Tests/AcceptanceTests/deviations.py "$binary" --check
