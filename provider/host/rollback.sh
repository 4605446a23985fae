# Takes a change back that nobody has confirmed: by a process of its own, for this session may be cut on the way back as
# well.

rollback() {
  read_id
  line=none
  if find_transaction "$id"; then read_line "$dir/phase"; fi
  case $line in
    none | '' | prepared) undo_nothing ;;
  esac
  exec 7<"$dir/log"
  set_phase rolling-back "armed applying applied" || [ "$phase" != confirmed ] || refuse confirmed "it is too late to roll back"
  detach_script undo
  follow_log
}

# What has not begun cannot be undone, and will not begin any more; what is over has its line in the history.
undo_nothing() {
  [ -n "$id" ] || refuse unknown "there is nothing to roll back"
  if [ "$line" = none ] && tell_history; then
    [ "$outcome" = rolled-back ] || refuse "$outcome" "it is too late to roll back"
    exit 1
  fi
  if abandon "$id"; then refuse unknown "the change had not begun, and will not"; fi
  refuse pending "the change begins just now"
}
