# NetworkManager's side of a plan's steps. It acts by itself when a profile is loaded, so the timer is armed by then. A
# live bond is never brought up again: that would release all its members. Exit codes prove little; the checks decide.

# State of the active connection of profile $1 in $state: activating, activated, deactivating; "" when it is not active.
find_state() {
  state=$(within 10 nmcli -t -f GENERAL.STATE connection show "$1" 2>/dev/null </dev/null 7<&- 8<&- 9<&-)
  state=${state#GENERAL.STATE:}
}

# Waits up to $2 tenths of seconds for the state $3 of profile $1 ("" : not active).
await_state() {
  tries=$2
  while :; do
    find_state "$1"
    [ "$state" != "$3" ] || return 0
    [ "$tries" -gt 0 ] || return 1
    tries=$((tries - 1))
    sleep 0.1
  done
}

# Brings profile $1 up. What a load has started by itself is waited for, not started again.
manager_up() {
  for _ in 1 2 3 4 5; do
    find_state "$1"
    case $state in activating | activated) break ;; esac
    sleep 0.1
  done
  if [ -z "$state" ] || [ "$state" = deactivating ]; then
    run_stack "${2:-60}" "$3" nmcli -w 45 connection up uuid "$1" || return 1
  fi
  await_state "$1" 300 activated || return 0 # a bond that waits for a lease or a member: the checks know what it needs
}

# Takes profile $1 down; a bond that NetworkManager made is deleted.
manager_down() {
  find_state "$1"
  [ -n "$state" ] || return 0
  run_stack "${2:-60}" "$3" nmcli -w 45 connection down uuid "$1" || return 1
  await_state "$1" 50 '' || :
}

# Every profile that the transaction writes or deletes, read anew. "load" says 0 for a file that it does not take.
manager_reread() {
  set --
  while IFS='|' read -r _ _ _ target _ <&4; do
    case $target in "$KEYFILES"/*) set -- "$@" "$target" ;; esac
  done 4<"$dir/files"
  [ $# -gt 0 ] || return 0
  run_stack 60 '' nmcli connection load "$@" || return 1
  loaded=$(within 20 nmcli -t -f FILENAME connection show 2>/dev/null </dev/null 7<&- 8<&- 9<&-)
  for target; do
    [ -e "$target" ] || continue
    printf '%s\n' "$loaded" | grep -qxF -e "$target" && continue
    why="NetworkManager does not take $target"
    add_last_words
    return 1
  done
}

# Makes the running device $1 agree with its profile. The version makes it a comparison and a swap; the flag keeps
# addresses and routes that others set, and leaves away what others took away. With $2 it is not set.
manager_reapply() {
  bus=org.freedesktop.NetworkManager
  ask_bus /org/freedesktop/NetworkManager $bus GetDeviceByIpIface s "$1" || return 1
  object=${answer#*\"}
  object=${object%\"*}
  ask_bus "$object" $bus.Device GetAppliedConnection u 0 || return 1
  ask_bus "$object" $bus.Device Reapply 'a{sa{sv}}tu' 0 "${answer##* }" "$([ -n "$2" ] && echo 0 || echo 1)"
}

# One call of NetworkManager's bus interface: object, interface, method, arguments. What it says, in $answer.
ask_bus() {
  answer=$(within 20 busctl call org.freedesktop.NetworkManager "$@" 2>&1 </dev/null 7<&- 8<&- 9<&-) && return 0
  printf '| %s: %s\n' "$3" "$answer" 2>/dev/null >>"$dir/log"
  why="NetworkManager refuses $3: $answer"
  return 1
}

# A member joins bond $1 by its own profile $3; NetworkManager does that by itself where it may.
manager_join() {
  for try in 1 2; do
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
      [ ! -e "$NET/$1/lower_$2" ] || return 0
      sleep 0.2
    done
    [ "$try" = 1 ] || break
    run_stack 60 '' nmcli -w 20 connection up uuid "$3" || return 1
  done
  return 0 # the check of the members says what is missing
}

# Is profile $2 the one that device $1 has?
holds_profile() {
  found=$(within 10 nmcli -t -f GENERAL.CON-UUID device show "$1" 2>/dev/null </dev/null 7<&- 8<&- 9<&-)
  found=${found#GENERAL.CON-UUID:}
  [ "$found" = "$2" ]
}

# Before anything is armed: what NetworkManager would drop of the keyfile $1 without a word, in $why. Its own reader prints
# what it understood; every setting of the groups that make the bond must be there. It writes a gateway behind an address.
manager_understands() {
  understood=$(within 20 nmcli --offline connection modify connection.id checked <"$1" 2>"$dir/output" 7<&- 8<&- 9<&-) || {
    why="NetworkManager refuses $2: $(tr '\n' ' ' <"$dir/output")"
    return 1
  }
  dropped=$({ cat "$1"; echo "[:understood]"; printf '%s\n' "$understood"; } | awk '
    /^\[:understood\]$/ { second = 1; next }
    /^\[/ { group = $0; next }
    group !~ /^\[(bond|bond-port|ethernet|ipv4|ipv6)\]$/ || !/=/ { next }
    second && /^address[0-9]*=.*,/ { gateway = $0; sub(/.*,/, "gateway=", gateway); known[group gateway]; sub(/,.*/, "") }
    { if (second) known[group $0]; else said[++n] = group $0 }
    END { for (i = 1; i <= n; i++) if (!(said[i] in known)) printf "%s ", said[i] }')
  [ -z "$dropped" ] && return 0
  why="NetworkManager does not understand $dropped"
  return 1
}
