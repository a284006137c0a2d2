# Sourced by Scripts/test: runs stages, side by side where there are two processors, and counts what they say.
results=()
passed=0
failed=0
stage_place=$(mktemp -d)
trap 'rm -rf "$stage_place"' EXIT

# stage NAME COMMAND...: one stage; its last "N passed, N failed" (or "N compared, N different") counts, else the stage
# itself counts as one. What it says is printed when it ends, in one piece.
stage() {
  local name=$1 log count
  shift
  log=$root/.build/test-logs/${name// /-}.log
  mkdir -p "$(dirname "$log")"
  local start=$SECONDS status=0
  "$@" >"$log" 2>&1 || status=$?
  {
    flock 9
    printf '\n== %s\n' "$name"
    tail -n 60 "$log"
  } 9>"$stage_place/printing"
  count=$(grep -aoE '[0-9]+ (passed|compared), [0-9]+ (failed|different)' "$log" | tail -n 1)
  if [[ $count == *compared* ]]; then
    count=$(awk '{ print $1 - $3 " passed, " $3 " failed" }' <<<"$count")
  fi
  if [ -n "$count" ]; then
    passed=$((passed + $(cut -d' ' -f1 <<<"$count")))
    failed=$((failed + $(cut -d' ' -f3 <<<"$count")))
    [ "$status" = 0 ] || [ "$(cut -d' ' -f3 <<<"$count")" != 0 ] || failed=$((failed + 1))
  elif [ "$status" = 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
  results+=("$(printf '%-44s %-6s %4d s  %s' "$name" "$([ "$status" = 0 ] && echo ok || echo FAILED)" $((SECONDS - start)) "$count")")
  return "$status"
}

# queue COMMAND...: puts off a command, usually a stage, until share_out.
queued=()
queue() { queued+=("$(printf '%q ' "$@")"); }

# share_out WORKERS: runs what was queued, in its order, each as soon as a worker has nothing to do. What was not run fails: a
# worker that stops early must not look like fewer tests.
share_out() {
  local lanes=() number
  for number in $(seq "$1"); do
    eval "worker_$number() { work_off; }"
    lanes+=("worker_$number")
  done
  echo 0 >"$stage_place/next"
  : >"$stage_place/done"
  side_by_side "${lanes[@]}"
  local run
  run=$(sort -u "$stage_place/done" | wc -l)
  if [ "$run" != "${#queued[@]}" ]; then
    results+=("only $run of ${#queued[@]} queued stages were run")
    failed=$((failed + 1))
  fi
}
work_off() {
  local place
  while place=$(take_next) && [ "$place" -lt "${#queued[@]}" ]; do
    eval "${queued[$place]}"
    echo "$place" >>"$stage_place/done"
  done
}
take_next() {
  local place
  {
    flock 8
    read -r place <"$stage_place/next"
    echo $((place + 1)) >"$stage_place/next"
  } 8>"$stage_place/taking"
  echo "$place"
}

# side_by_side LANE...: runs functions that call `stage`, each in a process of its own, and adds up what they counted.
# A lane that ends before it has said so counts as failed: a crash must not look like fewer tests.
side_by_side() {
  local lane more
  for lane in "$@"; do
    rm -f "$stage_place/$lane"
    (
      results=()
      passed=0
      failed=0
      trap - EXIT
      "$lane"
      { echo "$passed $failed"; printf '%s\n' "${results[@]}"; } >"$stage_place/$lane.part"
      mv "$stage_place/$lane.part" "$stage_place/$lane"
    ) &
  done
  wait
  for lane in "$@"; do
    if ! [ -s "$stage_place/$lane" ]; then
      results+=("the stages of \"$lane\" were cut off")
      failed=$((failed + 1))
      continue
    fi
    more=$(head -n 1 "$stage_place/$lane")
    passed=$((passed + ${more% *}))
    failed=$((failed + ${more#* }))
    mapfile -t -O "${#results[@]}" results < <(tail -n +2 "$stage_place/$lane")
  done
}

# report_stages: all stages with their seconds, then the sum; fails when something failed or nothing passed.
report_stages() {
  printf '\n== all stages\n'
  printf '%s\n' "${results[@]}"
  echo
  [ ! -f .build/floors.txt ] || cat .build/floors.txt
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}
