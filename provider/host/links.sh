# Bonds, their options and members through sysfs; links, addresses and routes through ip.

# Writes $2 to file $1 of sysfs without a fork, for traffic may stand still until this is done. What the kernel refuses
# does not turn up in front of what the shell writes next: dash forgets it, and so does bash (its source, 4.2).
put() {
  printf '%s\n' "$2" 2>/dev/null >"$1"
}

# The same, and why it was refused: a command tells that, dash does not.
write_sysfs() {
  put "$1" "$2" && return 0
  why=$(env printf '%s\n' "$2" 2>&1 >"$1") && return 0
  why="the kernel refuses '$2' for ${1#"$NET"/}: ${why##*: }"
  return 1
}

# Lists take "+a" and "-a"; anything else is written unless it is one of the words there ("fast 1", "em1:0 em2:3").
# Nothing is always written: the file does not show a primary that is no member yet, and the kernel remembers it.
set_option() {
  option=$NET/$1/bonding/$2
  if [ ! -e "$option" ]; then
    why="there is no option $2 of bond $1 on this kernel"
    return 1
  fi
  read_line "$option"
  case $3 in
    +*) ! has_word "${3#+}" "$line" || return 0 ;;
    -*) has_word "${3#-}" "$line" || return 0 ;;
    '') ;;
    *) ! has_word "$3" "$line" || return 0 ;;
  esac
  write_sysfs "$option" "$3" || use_own_address "$1" "$2" "$3"
}

# Kernels before 5.16 refuse the zero that stands for the bond's own address; written out it means the same.
use_own_address() {
  [ "$2 $3" = "ad_actor_system 00:00:00:00:00:00" ] || return 1
  read_line "$NET/$1/address"
  write_sysfs "$option" "$line"
}

create_bond() {
  [ ! -d "$NET/$1/bonding" ] || return 0
  # CentOS 7 makes a stray bond0 when it loads the module, unless told not to.
  [ -e "$NET/bonding_masters" ] || try modprobe bonding max_bonds=0 || return 1
  write_sysfs "$NET/bonding_masters" "+$1"
}

delete_bond() {
  [ -d "$NET/$1/bonding" ] || return 0
  release_members "$1" || return 1
  try ip link set dev "$1" down || return 1
  write_sysfs "$NET/bonding_masters" "-$1"
}

release_members() {
  read_line "$NET/$1/bonding/slaves"
  for member in $line; do
    detach "$1" "$member" || return 1
  done
}

attach() {
  if [ -d "$NET/$1/bridge" ]; then
    [ -e "$NET/$1/brif/$2" ] || try ip link set dev "$2" master "$1"
    return
  fi
  read_line "$NET/$1/bonding/slaves"
  ! has_word "$2" "$line" || return 0
  # An address left on a member would stay there and answer on the wrong device; the driver takes no device that is up.
  if is_up "$2"; then
    try ip addr flush dev "$2" && try ip link set dev "$2" down || return 1
  fi
  write_sysfs "$NET/$1/bonding/slaves" "+$2"
}

detach() {
  if [ -e "$NET/$1/brif/$2" ]; then
    try ip link set dev "$2" nomaster
    return
  fi
  [ -d "$NET/$1/bonding" ] || return 0
  read_line "$NET/$1/bonding/slaves"
  has_word "$2" "$line" || return 0
  write_sysfs "$NET/$1/bonding/slaves" "-$2"
}

is_up() {
  read_line "$NET/$1/flags"
  case $line in
    *[13579bdf]) return 0 ;;
    *) return 1 ;;
  esac
}

# Through sysfs at first, without a fork. The file shows 0x100 and 0x200 (promiscuous, all multicast) also when another
# asked for them, a bridge say; to write them would make them stay.
set_up() {
  if [ "$2" = up ]; then
    ! is_up "$1" || return 0
  else
    is_up "$1" || return 0
  fi
  case $2$silent in
    up*" $1 "*)
      announcing "$1" ip link set dev "$1" up
      return
      ;;
  esac
  if [ -n "$line" ] && [ $((line & 0x300)) = 0 ]; then
    put "$NET/$1/flags" $((line ^ 1)) && return 0
  fi
  try ip link set dev "$1" "$2"
}

# Property $3 (ip's word) of link $1 to $4, unless the file $2 of sysfs says so already.
set_link() {
  read_line "$NET/$1/$2"
  [ "$line" != "$4" ] || return 0
  try ip link set dev "$1" "$3" "$4"
}

# Neighbours remember a former MAC address for minutes. The kernel announces the new one when it is set while the device is
# up, or else when the device comes up: for the device, and for what stands on it and takes its address from it.
set_mac() {
  read_line "$NET/$1/address"
  [ "$line" != "$2" ] || return 0
  is_up "$1" || silent="$silent $1 "
  announcing "$1" ip link set dev "$1" address "$2"
}

# Devices with a MAC address that was set while they were down.
silent=

# Runs a command while the kernel announces addresses of device $1 and of what stands on it.
announcing() {
  asked=
  ask_to_announce "$1"
  shift
  try "$@"
  result=$?
  for file in $asked; do echo 0 >"$file"; done
  return $result
}

ask_to_announce() {
  for file in "/proc/sys/net/ipv4/conf/$1/arp_notify" "/proc/sys/net/ipv6/conf/$1/ndisc_notify"; do
    [ -w "$file" ] || continue
    read_line "$file"
    [ "$line" = 0 ] || continue
    echo 1 >"$file" && asked="$asked $file"
  done
  for file in "$NET/$1"/upper_*; do
    [ ! -e "$file" ] || ask_to_announce "${file##*/upper_}"
  done
}

# "-4" or "-6" in $family for an address or network; "default" goes by its next hop $2.
family_of() {
  case "$1 $2" in
    *:*) family=-6 ;;
    *) family=-4 ;;
  esac
}

has_address() {
  family_of "$2" ''
  ask_ip "$family" -o addr show dev "$1" | grep -qF -e " $2 "
}

add_address() {
  ! has_address "$1" "$2" || return 0
  if [ "$family" = -4 ] && [ "${2#*/}" -lt 31 ]; then
    try ip addr add "$2" broadcast + dev "$1"
  else
    try ip addr add "$2" dev "$1"
  fi
}

delete_address() {
  [ -d "$NET/$1" ] && has_address "$1" "$2" || return 0
  try ip addr del "$2" dev "$1"
}

flush() {
  [ -d "$NET/$1" ] || return 0
  try ip addr flush dev "$1" scope global
}
