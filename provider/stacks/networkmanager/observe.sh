# What NetworkManager says of itself: its version, which device it holds by which profile, where each profile lies, and
# whether another tool has a checkpoint open. Terse text, in which a colon or a backslash of a value is escaped.

observe_manager() {
  command -v nmcli >/dev/null 2>&1 || return 0
  ask_manager nm-version nmcli -t -f VERSION general
  ask_manager nm-device nmcli -t -f DEVICE,STATE,CON-UUID device
  ask_manager nm-profile nmcli -t -f UUID,TYPE,FILENAME connection show
  ask_manager nm-checkpoints busctl get-property org.freedesktop.NetworkManager /org/freedesktop/NetworkManager \
    org.freedesktop.NetworkManager Checkpoints
}

# $1 the word of the records, then the command.
ask_manager() {
  record=$1
  shift
  within 10 "$@" 2>/dev/null </dev/null 7<&- 8<&- 9<&- | sed "s/^/$record /"
}
