#!/bin/bash
# Plays sequences of operations on the real bonding driver, in a network namespace of its own with NICs em1..em3; every
# sequence finds them down, with their own addresses and an MTU of 1500, and no bond.
# Input: one operation a line, fields separated by "|"; an empty line ends a sequence. Output, for each operation:
# "> " and the error text (empty: none); for the word "look" a line "FILE:TEXT" for every line of every file looked at.
# Hardly a program is started while a sequence runs: that takes long in an emulated guest.
set -u

# Files that depend on chance, on time or on the partner are left out by whoever reads the answer.
state() {
  grep -sH '' bond[01]/bonding/* bond[01]/mtu bond[01]/address bond[01]/flags em?/mtu em?/address em?/flags
}

operate() {
  local flags
  case $1 in
    look) ;;
    write) echo "$3" >"$2" ;;
    mac) ip link set dev "$2" address "$3" ;;
    *)
      read -r flags <"$2/flags" || return
      if [ "$1" = up ]; then flags=$((flags | 1)); else flags=$((flags & ~1)); fi
      echo "$flags" >"$2/flags"
      ;;
  esac
}

restore() {
  local bond nic
  for bond in bond0 bond1; do [ ! -d "$bond" ] || echo "-$bond" >bonding_masters; done
  for nic in em1 em2 em3; do
    operate down "$nic" ""
    echo 1500 >"$nic/mtu"
  done
}

if [ "${1-}" != inside ]; then
  exec unshare --net --mount bash "$0" inside
fi
mount -t sysfs sysfs /sys
ip -batch - <<'NICS'
link add em1 address 52:54:00:00:00:01 type veth peer name port1
link add em2 address 52:54:00:00:00:02 type veth peer name port2
link add em3 address 52:54:00:00:00:03 type veth peer name port3
NICS
cd /sys/class/net || exit 1
while IFS='|' read -r word device value; do
  if [ -z "$word" ]; then
    restore
    echo .
    continue
  fi
  error=
  operate "$word" "$device" "$value" 2>/tmp/replay.error
  read -r error </tmp/replay.error
  printf '> %s\n' "$error"
  [ "$word" != look ] || state
done
