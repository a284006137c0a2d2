# Sourced by Scripts/test: the stages that --quick leaves out, shared out over two workers. Each prints its own counts.
conformance=Tests/ConformanceTests
seed=${LMSACCEPT_SEED:-$(date +%j)}
echo
echo "seed of the random stages: $seed (repeat with LMSACCEPT_SEED=$seed)"
export LMSACCEPT_FLOORS=$root/.build/floors.txt
rm -f "$LMSACCEPT_FLOORS"

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
# With the seed, so that what fails can be seen again.
unit_tests() { LMSACCEPT_SEED=$seed unit; }
damaged_worksheets() { LMSACCEPT_WORKSHEETS=20000 LMSACCEPT_SEED=$seed unit --filter ImportFuzzTests; }
damaged_workbooks() { LMSACCEPT_WORKBOOKS=12000 LMSACCEPT_SEED=$seed unit --filter XLSXFuzzTests; }

# A real LMS: Kolibri from PyPI, on loopback; both stages keep it in one place.
kolibri() {
  stage "nothing is left in Kolibri after a kill" "$PYTHON" Tests/KillTests/kill.py "$binary" --kills 0 --provision
  stage "a real Kolibri" "$PYTHON" Tests/Kolibri/run.py "$binary"
}

# Long ones first, so that none is left alone at the end.
queue stage "every check can fail" "$PYTHON" Tests/AcceptanceTests/replay.py "$binary"
queue stage "unit tests" unit_tests
queue kolibri
queue stage "nothing is left after a kill" "$PYTHON" Tests/KillTests/kill.py "$binary"
queue stage "every fault is noticed" "$PYTHON" Tests/AcceptanceTests/faults.py "$binary" --check
queue stage "order and language change nothing" "$PYTHON" Tests/AcceptanceTests/equality.py "$binary"
queue stage "damaged worksheets" damaged_worksheets
queue stage "damaged workbooks" damaged_workbooks
queue stage "a signed report cannot be changed" "$PYTHON" Tests/SignOffTests/tampering.py "$binary" 10000 "$seed"
queue stage "gherkin against the official parser" \
  "$PYTHON" $conformance/gherkin/compare_gherkin.py --folder Scenarios --mutations 20000 --seed "$seed" "$binary" gherkin
queue stage "worksheets that come back" "$PYTHON" Tests/WorkbookTests/returned.py "$binary" "$seed"
queue stage "expressions against the official ones" \
  "$PYTHON" $conformance/expressions/expressions.py "$binary" 20000 "$seed"
queue stage "a broken environment is no verdict" "$PYTHON" Tests/AcceptanceTests/environments.py "$binary"
queue stage "the acceptance report in other programs" "$PYTHON" Tests/ReportTests/report.py "$binary"
queue stage "workbooks of other programs" "$PYTHON" Tests/WorkbookTests/others.py "$binary" 200 "$seed"
queue stage "shipped pack and its messages" messages
queue stage "an acceptance that is no rehearsal" "$PYTHON" Tests/SignOffTests/genuine.py "$binary"
queue stage "an answer that lies passes nothing" "$PYTHON" Tests/AcceptanceTests/lies.py "$binary"
queue stage "what somebody may do is not refused" "$PYTHON" Tests/AcceptanceTests/allowed.py "$binary"
queue stage "the tour" "$PYTHON" Tests/SignOffTests/tour.py "$binary"
queue stage "what waited for a person is finished" "$PYTHON" Tests/AcceptanceTests/finishing.py "$binary"
queue stage "words are used again and requests are few" "$PYTHON" Tests/AcceptanceTests/economy.py "$binary"
queue stage "floors" "$PYTHON" Tests/AcceptanceTests/floors.py "$binary"
queue stage "no secret leaks" "$PYTHON" Tests/AcceptanceTests/canaries.py "$binary"
queue stage "what an LMS lacks is said before the run" "$PYTHON" Tests/AcceptanceTests/capabilities.py "$binary"
queue stage "plain requests" "$PYTHON" Tests/AcceptanceTests/plain.py "$binary"
queue stage "command cases" command_cases
queue stage "hostile worksheets" "$PYTHON" Tests/WorkbookTests/hostile.py "$binary"
queue stage "tag expressions against the official ones" \
  "$PYTHON" $conformance/expressions/tags.py "$binary" 20000 "$seed"
queue stage "snippets against the official ones" \
  "$PYTHON" $conformance/expressions/snippets.py "$binary" 5000 "$seed"
queue stage "compatibility kit" "$PYTHON" $conformance/cck/run.py "$binary"
queue stage "what other tools read of exports" "$PYTHON" Tests/InterchangeTests/others.py "$binary"
queue stage "an adapter from nothing" "$PYTHON" Tests/AdapterTests/example.py "$binary"
queue stage "a wrong adapter passes nothing" "$PYTHON" Tests/AdapterTests/wrong.py "$binary"
queue stage "one Dutch word for one term" "$PYTHON" Tests/GlossaryTests/glossary.py
queue stage "deviations are written down" "$PYTHON" Tests/AcceptanceTests/deviations.py "$binary" --check

share_out 2
