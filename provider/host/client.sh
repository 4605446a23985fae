# What clients ask of a transaction that has begun. Replies are lines on standard output.

refuse() {
  printf 'refused %s %s\n' "$1" "$2"
  exit 2
}

need_root() {
  is_root || refuse not-root "changing the network needs root"
}

# Prints the log, open as descriptor 7, as it grows, until the transaction needs nothing more from itself. What is open
# can be read to its end when the folder has gone already.
follow_log() {
  read_clock
  give_up_at=$((now + rollback_after + 300))
  silent=0
  while :; do
    # The phase is looked at before the rest of the log is read, so the last lines are never missed.
    read_line "$dir/phase" 2>/dev/null
    phase=${line:-gone}
    while read -r text <&7; do
      last=$text
      silent=0
      printf '%s\n' "$text" || exit 3
    done
    case $phase in
      applied)
        # The phase is there before the worker has told it in the log.
        [ "${last:-}" = "phase applied" ] || echo "phase applied"
        exit 0
        ;;
      gone) break ;;
    esac
    read_clock
    # To ask systemd costs more than to wait: only after a second without a word.
    silent=$((silent + 1))
    if [ "$now" -ge "$give_up_at" ] || { [ "$silent" -gt 10 ] && ! is_pending; }; then
      read_line "$dir/phase" 2>/dev/null
      if [ "${line:-gone}" = "$phase" ]; then exit 3; fi
    fi
    sleep 0.1
  done
  case ${last:-} in
    'phase rolled-back'*) exit 1 ;;
  esac
  tell_history
  [ "$outcome" = confirmed ] || exit 1
}

# How a transaction without a folder ended, from its line in the history.
tell_history() {
  outcome=unknown
  [ -n "$id" ] && [ -f "$HISTORY/$id" ] || return 1
  read_line "$HISTORY/$id"
  line=${line#* * * }
  outcome=${line%% *}
  case $line in
    *' '*) reason=${line#* } ;;
    *) reason= ;;
  esac
  printf 'phase %s %s\n' "$outcome" "$reason"
}

# The transaction of id $1, or the pending one; without a folder the answer is in the history.
find_transaction() {
  case $1 in *[!A-Za-z0-9-]*) refuse unknown "there is no such transaction" ;; esac
  dir=
  for folder in "$TRANSACTIONS"/${1:-*}; do
    if [ -f "$folder/phase" ]; then load "$folder"; fi
  done
  [ -z "$dir" ] || return 0
  id=$1
  return 1
}

read_id() {
  id=
  read -r id || :
  need_root
}

follow() {
  read_id
  if find_transaction "$id"; then
    exec 7<"$dir/log"
    follow_log
  else
    tell_history || refuse unknown "there is no transaction $id on this host"
    [ "$outcome" = confirmed ] || exit 1
  fi
}

transactions() {
  need_root
  for file in "$HISTORY"/*; do
    [ -f "$file" ] || continue
    read_line "$file"
    printf '%s\n' "$line"
  done
  find_transaction '' || return 0
  read_line "$dir/phase"
  phase=$line
  read_line "$dir/holder"
  printf 'now: %s on %s, %s, by %s\n' "$id" "$device" "$phase" "$line"
}
