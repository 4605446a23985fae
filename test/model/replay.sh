#!/bin/bash
# Plays sequences of operations on the real bonding driver, each in a network namespace of its own with NICs em1..em3.
# Input: one operation a line, fields separated by "|"; an empty line ends a sequence. Output, for each operation:
# "> " and the error text (empty: none), then a line "FILE=TEXT" for every file below /sys/class/net that was asked for.
# Only builtins while a sequence runs: starting a program takes long in an emulated guest.
set -u

options="mode packets_per_slave xmit_hash_policy arp_validate arp_all_targets fail_over_mac arp_interval arp_missed_max
downdelay updelay peer_notif_delay lacp_active lacp_rate min_links ad_select num_grat_arp num_unsol_na miimon
primary_reselect use_carrier all_slaves_active resend_igmp lp_interval tlb_dynamic_lb ad_actor_sys_prio
ad_user_port_key ad_actor_system arp_ip_target primary queue_id slaves"

show() {
  local text=
  read -r text <"$1"
  printf '%s=%s\n' "$1" "$text"
}

state() {
  local device option
  for device in bond0 bond1; do
    [ -d "$device" ] || continue
    for option in $options; do show "$device/bonding/$option"; done
  done
  for device in bond0 bond1 em1 em2 em3; do
    [ -d "$device" ] || continue
    show "$device/mtu"
    show "$device/address"
    show "$device/flags"
  done
}

operate() {
  local flags
  case $1 in
    write) echo "$3" >"$2" ;;
    mac) ip link set dev "$2" address "$3" ;;
    *)
      read -r flags <"$2/flags" || return
      if [ "$1" = up ]; then flags=$((flags | 1)); else flags=$((flags & ~1)); fi
      echo "$flags" >"$2/flags"
      ;;
  esac
}

play() {
  local word device value error
  mount -t sysfs sysfs /sys
  ip -batch - <<'NICS'
link add em1 address 52:54:00:00:00:01 type veth peer name port1
link add em2 address 52:54:00:00:00:02 type veth peer name port2
link add em3 address 52:54:00:00:00:03 type veth peer name port3
NICS
  cd /sys/class/net || exit 1
  while IFS='|' read -r word device value; do
    error=
    operate "$word" "$device" "$value" 2>/tmp/replay.error
    read -r error </tmp/replay.error
    printf '> %s\n' "$error"
    state
  done
  echo .
}

if [ "${1-}" = play ]; then
  play
  exit
fi
part=
while IFS= read -r line; do
  if [ -n "$line" ]; then
    part="$part$line
"
  else
    printf '%s' "$part" | unshare --net --mount bash "$0" play
    part=
  fi
done
