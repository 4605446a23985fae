#!/bin/sh
# rack.sh N: makes N further hosts inside the lab's guest, rack1 .. rackN, and prints one line per host when all answer.
# Each is a network namespace with em1 (10.0.2.40+K) and em2 on the lab's switch, a file tree of its own (an overlay over
# the machine's), machine id, host name and sshd. Their processes share the guest's pid 1: none of them has a systemd.
set -eu

count=$1
rack=/run/rack
mkdir -p $rack

# What runs inside a host: its mounts go into its tree, then the tree becomes its root. The pid is the way in for tests.
cat >$rack/host <<'END'
tree=$1/root
mount --rbind /sys "$tree/sys"
mount --rbind /dev "$tree/dev"
mount -t proc proc "$tree/proc"
mount -t tmpfs tmpfs "$tree/run"
mkdir -p "$tree/run/sshd" "$tree/run/lock"
hostname "$2"
chroot "$tree" ifup em1
echo $$ >"$1/pid"
exec chroot "$tree" /usr/sbin/sshd -D -e -o UsePAM=no
END

links() {
    ip netns add "rack$1"
    ip -n "rack$1" link set lo up
    for nic in 1 2; do
        ip -n switch link add "r$1p$nic" type veth peer name "em$nic" address "$(printf '52:54:00:01:%02x:%02x' "$1" "$nic")" netns "rack$1"
        ip -n switch link set "r$1p$nic" master sw0 up
    done
}

nic_file() { printf 'DEVICE=%s\nTYPE=Ethernet\nBOOTPROTO=none\nNM_CONTROLLED=no\n' "$1"; }

files() {
    tree=$rack/$1/root
    scripts=$tree/etc/sysconfig/network-scripts
    mkdir -p "$rack/$1/upper" "$rack/$1/work" "$tree"
    mount -t overlay "rack$1" -o "lowerdir=/,upperdir=$rack/$1/upper,workdir=$rack/$1/work" "$tree"
    printf '5eed5eed5eed5eed5eed5eed5eed%04x\n' $((4096 + $1)) >"$tree/etc/machine-id"
    echo "rack$1" >"$tree/etc/hostname"
    rm -f "$scripts"/ifcfg-em* "$scripts"/ifcfg-bond* "$scripts"/rout*
    { nic_file em1; printf 'ONBOOT=yes\nARPCHECK=no\nIPADDR=10.0.2.%d\nPREFIX=24\n' $((40 + $1)); } >"$scripts/ifcfg-em1"
    { nic_file em2; echo ONBOOT=no; } >"$scripts/ifcfg-em2"
    printf 'NETWORKING=yes\nHOSTNAME=rack%d\nGATEWAY=10.0.2.2\n' "$1" >"$tree/etc/sysconfig/network"
}

for k in $(seq "$count"); do
    [ -e "/run/netns/rack$k" ] && continue
    links "$k"
    files "$k"
    # Detached: it goes on when this script's session ends. `ip netns exec` brings mounts of its own and the host's /sys.
    setsid ip netns exec "rack$k" unshare --uts sh "$rack/host" "$rack/$k" "rack$k" </dev/null >"$rack/$k/log" 2>&1 &
done

for k in $(seq "$count"); do
    tries=0
    until [ -e "$rack/$k/pid" ] && ip netns exec "rack$k" ss -Hltn "sport = :22" | grep -q .; do
        tries=$((tries + 1))
        [ $tries -lt 300 ] || { cat "$rack/$k/log" >&2; exit 1; }
        sleep 0.2
    done
    echo "rack$k 10.0.2.$((40 + k))"
done
