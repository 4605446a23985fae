# What the worker does, detached from the client: steps, checks, and its own way back when one fails.

work() {
  role=worker
  identify $$ && fill "$dir/worker" "$process"
  set_phase applying armed || exit 1
  read_clock
  # A quarter of the time is left for the client to come back and confirm.
  deadline=$((now + rollback_after * 3 / 4))
  say "phase applying"
  if apply_steps && run_checks && check_kept; then
    point "phase applied" && set_phase applied applying && say "phase applied" && exit 0
  fi
  say "failed $why"
  undo "$why"
}

apply_steps() {
  step=0
  while [ "$step" -lt "$steps" ]; do
    step=$((step + 1))
    read_line "$dir/title.$step"
    title=$line
    say "step $step/$steps $title"
    # Begun is begun, however it ends: this is what an undo goes by.
    if ! fill "$dir/begun" "$step"; then
      why="step $step ($title) could not be written down"
      return 1
    fi
    while read -r op <&3; do
      run_op "$op" && continue
      why="step $step ($title): $why"
      return 1
    done 3<"$dir/do.$step"
    read_clock
    if [ "$now" -ge "$deadline" ]; then
      why="the steps took too long for a rollback after $rollback_after s"
      return 1
    fi
  done
}

run_checks() {
  number=0
  [ -f "$dir/checks" ] || return 0
  total=0
  while read -r _; do total=$((total + 1)); done <"$dir/checks"
  while read -r check <&3; do
    number=$((number + 1))
    replace_all "$check" '|' ' '
    say "check $number/$total $replaced"
    run_check "$check" || return 1
  done 3<"$dir/checks"
}
