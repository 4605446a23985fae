# The way back. Can be repeated from the start at any point: the inverses of every step that was begun, last one first,
# with the files coming back at their place among them, then a look whether all is as it was.

# $1: why. Returns 1 when the transaction is confirmed or gone.
undo() {
  role=undo
  points=0
  deadline=
  if ! set_phase rolling-back "armed applying applied"; then
    case $phase in rolling-back | rolled-back) ;; *) return 1 ;; esac
  fi
  # Two may have been told to undo; the second waits and finds it done. Without the lock it is still better to go back.
  { flock 9 || flock 9 || :; undo_alone "$1"; } 9<"$dir/files"
}

undo_alone() {
  [ -d "$dir" ] || return 0
  read_line "$dir/phase"
  if [ "$line" = rolling-back ]; then
    say "phase rolling-back $1"
    write_history "rolling-back $1"
    stop_worker
    undo_runtime
    read_line "$dir/lost"
    write_history "rolled-back $1${line:+; not restored: $line}"
    set_phase rolled-back rolling-back
    say "phase rolled-back $1"
  fi
  finish rolled-back
}

stop_worker() {
  read_line "$dir/worker"
  worker=${line%% *}
  if [ "$worker" != $$ ] && is_alive "$worker" "${line##* }"; then kill_session "$worker"; fi
}

# Once more when the first time did not lead back: a step may have needed another one's undo first.
undo_runtime() {
  for round in 1 2; do
    undo_steps
    restore_files
    for patience in 1 2 3 4 5; do
      find_lost
      read_facts
      if [ -z "$lost" ] && [ "$facts" = "$(cat "$dir/before")" ]; then return 0; fi
      [ -z "$lost" ] || recall ''
      sleep "0.$patience"
    done
  done
  say "| not as before after $round rounds"
  {
    printf '%s\n' "$facts" | comm -3 "$dir/before" - | head -n 20 |
      awk 'sub(/^\t/, "") { print "not-restored now " $0; next } { print "not-restored before " $0 }'
    printf '%s\n' "$lost" | sed -n -e 's/^./not-restored before &/p' -e 20q
  } 2>/dev/null >>"$dir/log"
  # Tells the history that there is something to look at; without space it is in the log alone.
  echo "see what differs from the declared state" 2>/dev/null >"$dir/lost"
}

undo_steps() {
  read_line "$dir/begun"
  step=${line:-0}
  while [ "$step" -gt 0 ]; do
    while read -r op <&3; do
      run_op "$op" || say "| undo of step $step: $why"
    done 3<"$dir/undo.$step"
    step=$((step - 1))
  done
}

# The timer has run out.
expire() {
  read_line "$dir/phase"
  case $line in
    confirmed) finish confirmed ;;
    *) undo "not confirmed within $rollback_after s" ;;
  esac
}

# Before any network service of the next boot: only files matter, nothing of the old run-time state is left. systemd may
# start a unit like this again in the same boot; then there is nothing to do.
guard() {
  role=guard
  read_line "$dir/boot"
  then=$line
  read_line /proc/sys/kernel/random/boot_id
  [ "$then" != "$line" ] || is_soft_reboot || exit 0
  undo_after_boot
  sweep
}

# A soft reboot (systemd 254 and newer) ends every process and starts userspace anew under the same kernel, so the boot id
# stays. As at any boot sysinit.target, which the guard comes before, is not reached yet, and neither worker nor timer is
# left. Whoever starts the guard in a running system finds the target active.
is_soft_reboot() {
  [ "$(within 20 systemctl show -p ActiveState sysinit.target 2>/dev/null </dev/null)" = ActiveState=inactive ] || return 1
  ! is_pending
}

# A power cut may lose the last renames: the guard is on disk and the phase still reads `prepared`. The snapshot is whole by then.
undo_after_boot() {
  if set_phase rolling-back "prepared armed applying applied" || [ "$phase" = rolling-back ]; then
    restore_files
    write_history "rolled-back the host was restarted before the change was confirmed"
    set_phase rolled-back rolling-back
  fi
  finish "$phase"
}
