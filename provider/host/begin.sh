# Begins a transaction: lock, compare, make everything ready, arm timer and guard, start the worker, follow it.

begin() {
  role=begin
  request=$(cat)
  case $request in
    *"${NEWLINE}end") ;;
    *) refuse broken-request "the request did not arrive whole" ;;
  esac
  id=${request%%"$NEWLINE"*}
  id=${id#id }
  case $id in *[!A-Za-z0-9-]* | '') refuse broken-request "the request has no id" ;; esac
  need_root
  make_home || refuse read-only "$HOME_DIR cannot be written"
  {
    lock_home
    recover
    dir=$TRANSACTIONS/$id
    mkdir -m 700 "$dir" 2>/dev/null || refuse read-only "$dir cannot be written"
    prepare
    exec 7<"$dir/log"
    arm
  } 8<"$TRANSACTIONS"
  follow_log
}

# For whoever sees a transaction and wants to make one: a dead one is undone, a living one is refused by its holder's name.
tidy() {
  need_root
  id=
  {
    lock_home
    recover
  } 8<"$TRANSACTIONS"
}

make_home() {
  [ -d "$TRANSACTIONS" ] && [ -d "$HISTORY" ] && [ -d "$ORIGINALS" ] && return 0
  { mkdir -p "$TRANSACTIONS" "$HISTORY" "$ORIGINALS" && chmod 700 "$TRANSACTIONS"; } 2>/dev/null
}

# Nothing on the host has changed yet; what was made ready goes again. The history first: a line there without a folder is
# of a transaction that began.
give_up() {
  load "$dir"
  remove -f "$HISTORY/$id" "$ABANDONED/$id"
  finish refused
  refuse "$1" "$2"
}

prepare() {
  read_request "$request" || give_up broken-request "the request did not arrive whole, or the disk is full"
  load "$dir"
  is_wanted || give_up late "$why"
  enough_space || give_up space "${why:-less than 4 MB are free below /etc or /var/lib}"
  records=$(observe_files && observe_network)
  digest_of "$records"
  read_line "$dir/digest"
  [ "$digest" = "$line" ] || give_up changed "the host is not as it was when it was looked at"
  printf '%s\n' "$facts" >"$dir/before" || give_up space "the disk is full"
  save_kernel || give_up prepare "${why:-the routes and addresses of the kernel could not be written down}"
  prepare_files || give_up prepare "${why:-files could not be written}"
  if ! remember_probes; then
    is_wanted || give_up late "$why"
    give_up space "the disk is full"
  fi
  prepare_markers || give_up space "${why:-the disk is full}"
  sync_in_time
}

sync_in_time() {
  sync_disk 60 || give_up late "what was written did not reach the disk within 60 s"
}

enough_space() {
  point space && df -Pk /etc /var/lib | awk 'NR > 1 && $4 < 4096 { exit 1 }'
}

# Everything that will be written later has its place now.
prepare_markers() {
  point markers || return 1
  for word in armed applying applied rolling-back rolled-back confirmed; do
    echo "$word" >"$dir/next.$word" || return 1
  done
  cat /proc/sys/kernel/random/boot_id >"$dir/boot" && reserve "$dir/worker" && reserve "$dir/begun" 0 &&
    reserve "$HISTORY/$id" && reserve "$dir/lost" && : >"$dir/lost" && : >"$dir/log" && : >"$dir/output" &&
    write_history pending &&
    echo prepared >"$dir/phase"
}

arm() {
  arm_guard || give_up prepare "${why:-the boot guard could not be written}"
  sync_in_time
  arm_timer "$rollback_after" || give_up prepare "${why:-the timer could not be started}"
  if ! set_phase armed prepared; then
    [ "$phase" != unwanted ] || give_up late "$why"
    give_up prepare "the phase could not be written"
  fi
  say "armed $rollback_after $timer"
  if ! point worker || ! detach_script work; then
    undo "${why:-the worker could not be started}"
  fi
}

# What earlier transactions left: final ones are tidied up, dead ones undone, a living one is respected.
recover() {
  for folder in "$TRANSACTIONS"/.done.*; do
    [ ! -d "$folder" ] || remove -rf "$folder"
  done
  for folder in "$TRANSACTIONS"/*; do
    [ -d "$folder" ] || continue
    new=$id
    load "$folder"
    read_line "$dir/phase"
    case $line in
      '' | prepared) finish refused ;;
      confirmed | rolled-back) finish "$line" ;;
      *) recover_pending ;;
    esac
    id=$new
  done
  sweep
  # A history that grows for ever is read by nobody; its names sort by time.
  for kept in "$HISTORY" "$ABANDONED"; do
    set -- "$kept"/*
    while [ $# -gt 200 ]; do
      remove -f "$1"
      shift
    done
  done
}

# The way back belongs to the release that went there: the transaction's own copy of the script leads it.
recover_pending() {
  if is_pending; then
    read_line "$dir/holder"
    refuse locked "$id on $device by $line"
  fi
  read_line /proc/sys/kernel/random/boot_id
  boot=$line
  read_line "$dir/boot"
  if [ "$line" = "$boot" ]; then word=abandoned; else word=guard; fi
  if [ "$(tail -n 1 "$dir/script" 2>/dev/null)" = 'run_from_copy "$@"' ]; then
    /bin/sh "$dir/script" "$word" "$dir" </dev/null >/dev/null 2>&1 7<&- 8<&- 9<&-
  fi
  # A copy that is broken, or that did not get to the end.
  if [ ! -d "$dir" ]; then
    :
  elif [ "$word" = abandoned ]; then
    undo "its worker and its timer were gone"
  else
    undo_after_boot
  fi
  echo "recovered $id an unconfirmed change of $device, left behind, was undone"
}
