#!/bin/sh
# customize.sh ROOT KEYS: makes the debootstrapped tree at ROOT the lab's guest; KEYS holds the lab's SSH keys.
set -eu

root=$1
keys=$2
here=$(dirname "$0")

cp -R "$here/files/." "$root/"
chmod 755 "$root"/usr/local/lib/lab/*
home="$root/root"
mkdir -p "$home/.ssh"
chmod 700 "$home/.ssh"
cp "$keys/id_ed25519.pub" "$home/.ssh/authorized_keys"
rm -f "$root"/etc/ssh/ssh_host_*
cp "$keys"/ssh_host_* "$root/etc/ssh/"
chown -R 0:0 "$home/.ssh" "$root/etc/ssh" "$root/usr/local/lib/lab"
chmod 600 "$root"/etc/ssh/ssh_host_*_key

echo media1 >"$root/etc/hostname"
echo 127.0.0.1 localhost media1 >"$root/etc/hosts"
echo 5eed5eed5eed5eed5eed5eed5eed0001 >"$root/etc/machine-id"
echo '/dev/vda / ext4 rw,noatime 0 1' >"$root/etc/fstab"
chroot "$root" passwd -q -d root

cp -R "$here/network-scripts" "$root/usr/local/src"
chroot "$root" sh /usr/local/src/network-scripts/install.sh

chroot "$root" systemctl -q enable lab-wire.service lab-control.service ssh.service serial-getty@ttyS0.service
chroot "$root" systemctl -q mask apt-daily.timer apt-daily-upgrade.timer fstrim.timer e2scrub_all.timer dpkg-db-backup.timer \
  systemd-timesyncd.service getty@tty1.service systemd-networkd-wait-online.service logrotate.timer man-db.timer \
  NetworkManager.service NetworkManager-dispatcher.service NetworkManager-wait-online.service

scripts=$root/etc/sysconfig/network-scripts
printf 'DEVICE=em1\nTYPE=Ethernet\nBOOTPROTO=none\nONBOOT=yes\nIPADDR=10.0.2.15\nPREFIX=24\nNM_CONTROLLED=no\n' >"$scripts/ifcfg-em1"
for nic in em2 em3 em4; do
  printf 'DEVICE=%s\nTYPE=Ethernet\nBOOTPROTO=none\nONBOOT=no\nNM_CONTROLLED=no\n' $nic >"$scripts/ifcfg-$nic"
done
printf 'NETWORKING=yes\nHOSTNAME=media1\nGATEWAY=10.0.2.2\n' >"$root/etc/sysconfig/network"
printf 'nameserver 10.0.2.3\n' >"$root/etc/resolv.conf"
