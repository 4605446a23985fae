# What stands on the devices of this host: VLANs, macvlans, tunnels; also those that somebody has moved into another network
# namespace, as containers do. These show there only, as "NAME@ifINDEX". Every namespace costs one question.

observe_above() {
  mark=":$$:"
  {
    echo "${mark}above"
    ask_ip -d -o link show || echo "${mark}failed ip -d -o link show"
    if is_root; then
      for namespace in $(other_namespaces); do observe_namespace "$namespace"; done
    fi
    # Devices that name none below them are left out, and so are pairs (veth): each names the other.
  } | sed -e "s/^$mark//" -e t -e '/^[0-9]*: [^ @]*: </{' -e '/ dev /!d' -e '}' -e '/\\ *veth/d' -e 's/^/ /' || echo "failed sed"
}

# One file for each network namespace but our own. A process may end meanwhile: its file is not missed.
other_namespaces() {
  set -- /proc/self/ns/net /proc/[0-9]*/ns/net
  for file in /run/netns/* /run/docker/netns/*; do
    case $file in *[!A-Za-z0-9/._-]*) continue ;; esac
    [ ! -e "$file" ] || set -- "$@" "$file"
  done
  stat -L -c '%i %n' "$@" 2>/dev/null | awk '!($1 in seen) { seen[$1]; if (NR > 1) print $2 }'
}

observe_namespace() {
  case $1 in
    /proc/*)
      process=${1#/proc/}
      process=${process%%/*}
      read_line "/proc/$process/comm" 2>/dev/null
      echo "${mark}abroad of process $process ($line)"
      ;;
    *) echo "${mark}abroad ${1##*/}" ;;
  esac
  within 5 nsenter "--net=$1" ip -d -o link show 2>/dev/null </dev/null
}
