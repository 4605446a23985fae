# Common ground of every host script: POSIX sh, tools of CentOS 7, no state but what is written down under $HOME_DIR.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
export PATH LC_ALL
umask 022
unset IFS

HOME_DIR=/var/lib/pulumi-linux-bond
TRANSACTIONS=$HOME_DIR/transactions
HISTORY=$HOME_DIR/history
ORIGINALS=$HOME_DIR/originals
ABANDONED=$HOME_DIR/abandoned
GUARD=pulumi-linux-bond-guard.service
NET=/sys/class/net
BONDS=/proc/net/bonding
SCRIPTS=/etc/sysconfig/network-scripts
KEYFILES=/etc/NetworkManager/system-connections
NEWLINE='
'

# Seconds since boot, in $now: this clock does not jump when somebody sets the time.
read_clock() {
  read -r now _ </proc/uptime
  now=${now%%.*}
}

# First line of file $1 in $line, "" when there is none; blanks at its ends are dropped. No fork.
read_line() {
  line=
  [ -r "$1" ] && read -r line <"$1"
  return 0
}

# Is word $1 among the words of $2?
has_word() {
  case " $2 " in
    *" $1 "*) return 0 ;;
    *) return 1 ;;
  esac
}

# $1 with every $2 turned into $3, in $replaced. No fork.
replace_all() {
  replaced=
  tail=$1
  while :; do
    case $tail in
      *"$2"*)
        replaced=$replaced${tail%%"$2"*}$3
        tail=${tail#*"$2"}
        ;;
      *) break ;;
    esac
  done
  replaced=$replaced$tail
}

# Runs a command for at most $1 seconds. Where timeout itself is not there, the command is trusted to end: better than no
# way back.
within() {
  bound=$1
  shift
  timeout -k 5 "$bound" "$@"
  ended=$?
  if [ "$ended" = 127 ] && ! timeout 5 true 2>/dev/null; then
    "$@"
    ended=$?
  fi
  return "$ended"
}

# What ip says, if it says it soon: the kernel may keep it waiting for a lock, and a way back must not wait with it.
ask_ip() {
  within 20 ip "$@" 2>/dev/null </dev/null 7<&- 8<&- 9<&-
}

# Waits for lock $2, an open descriptor, for at most $1 seconds. flock of busybox has no -w.
lock() {
  within "$1" flock "$2"
}

# Of several clients one begins or recovers at a time.
lock_home() {
  lock 20 8 && return 0
  command -v flock >/dev/null 2>&1 || refuse prepare "the host has no flock, which is part of util-linux"
  refuse locked "another client is just beginning a change"
}

# What was written is on disk when this returns 0; 1 when that takes more than $1 seconds. A sync that hangs cannot be
# killed, so it is left behind. Where sync knows -f, another filesystem that hangs (NFS, say) holds nobody up.
sync_disk() {
  read_clock
  sync_until=$((now + $1))
  { sync -f /etc /var/lib 2>/dev/null || sync; } </dev/null >/dev/null 2>&1 6<&- 7<&- 8<&- 9<&- &
  syncing=$!
  while stat_field "$syncing" 1 && [ "$field" != Z ]; do
    read_clock
    [ "$now" -lt "$sync_until" ] || return 1
    sleep 0.1
  done
  wait "$syncing"
}

# Renames $1 to $2 or gives up soon: whoever asks for it may hold a lock. And tries twice: it may be the last who can undo
# a change.
rename() {
  rename_once "$1" "$2" || rename_once "$1" "$2"
}

rename_once() {
  within 20 mv -f -- "$1" "$2" </dev/null 2>/dev/null 7<&- 8<&- 9<&-
}

# Removes what rm's arguments say, and tries twice as well: a guard or an original that stays is taken for one that counts.
remove() {
  rm "$@" 2>/dev/null || rm "$@"
}

is_root() {
  [ -n "${uid:-}" ] || find_uid
  [ "$uid" = 0 ]
}

# The user that counts (the effective one) in $uid. No fork.
find_uid() {
  find_user /proc/self/status
  uid=$user
}

# The effective user of the process with status file $1, in $user.
find_user() {
  user=
  while read -r key _ user _; do
    [ "$key" != Uid: ] || return 0
  done 2>/dev/null <"$1"
  user=
}

# Do files $1 and $2 (of /proc/PID/ns) stand for the same namespace?
same_namespace() {
  namespaces=$(readlink "$1" "$2")
  [ "${namespaces%%"$NEWLINE"*}" = "${namespaces##*"$NEWLINE"}" ]
}

# Has pid 1 our network and our mounts? One command for four links: a fork is what costs on a slow host.
shares_namespaces_of_init() {
  namespaces=$(readlink /proc/1/ns/net /proc/1/ns/mnt /proc/self/ns/net /proc/self/ns/mnt)
  [ "${namespaces%"$NEWLINE"*"$NEWLINE"*}" = "${namespaces#*"$NEWLINE"*"$NEWLINE"}" ]
}

# systemd runs this very machine. In a container or a namespace of its own, pid 1 belongs to another machine, and what
# it starts for us would change that one.
has_systemd() {
  [ -n "${systemd:-}" ] || find_systemd
  [ "$systemd" = yes ]
}

find_systemd() {
  systemd=no
  [ -d /run/systemd/system ] && command -v systemd-run >/dev/null 2>&1 || return 0
  if ! is_root || shares_namespaces_of_init; then systemd=yes; fi
}

# Word $2 of what /proc tells about process $1, in $field, counted from behind the name, which may hold blanks.
stat_field() {
  field=
  read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
  column=0
  for field in ${stat##*)}; do
    column=$((column + 1))
    [ "$column" -lt "$2" ] || return 0
  done
}

# Identity of process $1 in $process: its number and the moment it was started, because numbers are used again.
identify() {
  process=
  stat_field "$1" 20 || return 1
  process="$1 $field"
}

# Is the process of identity "$1 $2" still there? One that has ended and was not waited for is not.
is_alive() {
  [ -n "$1" ] && stat_field "$1" 1 && [ "$field" != Z ] && identify "$1" && [ "$process" = "$1 $2" ]
}
