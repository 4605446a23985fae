#!/bin/bash
# Plays a case on this machine and prints what the kernel holds after each command. It takes every device that is no
# hardware, and the name of the namespace `switch`, for itself: whoever needs the machine afterwards restores it.
#
# play.sh prepare   once, before the first case
# play.sh           standard input, one word and base64 text per field: write NAME TEXT | remove NAME | run COMMAND
#                   standard output, for each command: `ran RC`, the state as the tools print it, `end`

shopt -s nullglob
SCRIPTS=/etc/sysconfig/network-scripts

decode() { base64 -d <<<"$1"; }

path_of() {
    local name
    name=$(decode "$1")
    [[ $name == /* ]] && echo "$name" || echo "$SCRIPTS/$name"
}

# made_devices: those that are no hardware, less bonds, which have a way of their own to be removed.
made_devices() {
    local path
    for path in /sys/class/net/*/ifindex; do
        path=${path%/ifindex}
        [ -e "$path/device" ] || [ -e "$path/bonding" ] || [ "$path" = /sys/class/net/lo ] || echo "${path##*/}"
    done
}

# Most of the time goes into starting commands: one `ip` for many words.
ip_all() { ip "$@" -force -batch -; }

remove_devices() {
    local device
    for device in /sys/class/net/*/bonding; do
        device=${device%/bonding} && echo "-${device##*/}" >/sys/class/net/bonding_masters
    done
    ip netns delete switch
    for device in $(made_devices); do echo "link delete dev $device"; done | ip_all
}

make_devices() {
    local n
    ip netns add switch
    for n in 1 2 3; do
        echo "link add em$n address 52:54:00:00:00:0$n type veth peer name port$n netns switch"
    done | ip_all
    {
        echo link add sw0 type bridge
        echo link set sw0 up
        for n in 1 2 3; do echo "link set port$n master sw0 up"; done
    } | ip_all -n switch
    ip_all <<<$'link set lo up\nroute flush default'
    udevadm settle
}

reset_files() {
    for file in "$SCRIPTS"/{,.}ifcfg-* "$SCRIPTS"/{route,route6,rule,rule6,keys}-* /etc/resolv.conf.save; do
        [ "$file" = $SCRIPTS/ifcfg-lo ] || echo "$file"
    done | xargs -r -d '\n' rm
    echo NETWORKING=yes >/etc/sysconfig/network
    printf 'search here\nnameserver 10.0.2.3\n' >/etc/resolv.conf
}

# prepare: once per machine. Randomised addresses only cost an emulated machine time. The recording was made where udev
# gives every new bond an address of its own, before its first member can.
prepare() {
    sysctl -q kernel.randomize_va_space=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
    systemctl stop network.service
    modprobe bonding max_bonds=0
    rm -f /etc/systemd/network/99-default.link
    udevadm control --reload
}

start_case() {
    remove_devices
    reset_files
    make_devices
}

# run COMMAND: `network` is the init script itself.
run() {
    local command
    command=$(decode "$1")
    [[ $command == network\ * ]] && command=/etc/init.d/$command
    bash -c "$command" >>/tmp/played.log 2>&1 </dev/null
    echo "ran $?"
    print_state
    echo end
}

print_state() {
    local file value
    ip_all -o <<<$'link show\naddr show scope global\nroute show'
    ip -6 route show
    for file in /sys/class/net/*/bonding/*; do
        value=
        read -r value <"$file" 2>/dev/null
        echo "option ${file#/sys/class/net/} $value"
    done
    sed 's/^/resolv /' /etc/resolv.conf
}

play() {
    local word name text
    while read -r word name text; do
        case $word in
            write) decode "$text" >"$(path_of "$name")" ;;
            remove) rm -f "$(path_of "$name")" ;;
            run) run "$name" ;;
        esac
    done
}

if [ "$1" = prepare ]; then
    prepare
else
    start_case >/dev/null 2>&1
    play
fi
