#!/bin/sh
# A host of its own in namespaces: mounts what is private to it, waits until its uplink has been put into it, sets up the
# network that stands in $1/network and $1/routes (lines for ip -batch), the
# latter of family $2 (-4 or -6), and becomes the SSH server. $1 is the host's folder; $3 is 1 where it listens to router
# advertisements, and $4 is "advertised" where it has no other way out.
set -e
home=$1
mount --make-rprivate /
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount --bind "$home/etc" /etc
mount --bind "$home/run" /run
mount --bind "$home/lib" /var/lib
mount --bind "$home/boot_id" /proc/sys/kernel/random/boot_id
hostname host
for tool in "$home"/tools/*; do
  [ ! -e "$tool" ] || mount --bind "$tool" "$(readlink -f "$(command -v "${tool##*/}")")"
done
for file in all default; do
  echo 0 >/proc/sys/net/ipv6/conf/$file/accept_dad
  echo 0 >/proc/sys/net/ipv6/conf/$file/accept_ra
done
guard=/etc/systemd/system/sysinit.target.wants/pulumi-linux-bond-guard.service
if [ -e "$guard" ]; then
  sh -c "$(sed -n 's/^ExecStart=//p' "$guard")" >/dev/null 2>&1 || true
fi
echo ready
read -r _
"$home/real/ip" -batch "$home/network"
# No route may name an address as its source as long as the kernel still looks for its double.
while "$home/real/ip" address show | grep -q tentative; do "$home/real/sleep" 0.05; done
"$home/real/ip" "$2" -batch "$home/routes"
# Only now: a default route that is there already keeps `ip route add` from making another one.
for name in bond0 br0 bond0.20; do
  [ ! -e "/proc/sys/net/ipv6/conf/$name" ] || echo "$3" >"/proc/sys/net/ipv6/conf/$name/accept_ra"
done
while [ "$4" = advertised ] && ! "$home/real/ip" -6 route show default | grep -q .; do "$home/real/sleep" 0.05; done
echo up
exec "$SSHD" -D -e -f /etc/ssh/sshd_config
