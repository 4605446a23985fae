#!/bin/sh
# Puts the network scripts where RHEL 7 has them. Run as root, in the root file system they are meant for.
set -eu

here=$(dirname "$0")
scripts=/etc/sysconfig/network-scripts
mkdir -p $scripts /etc/rc.d/init.d /etc/init.d /var/lib/dhclient

install -m 755 "$here"/scripts/* $scripts/
rm $scripts/network
for command in ifup ifdown; do
    mv $scripts/$command /usr/sbin/$command
    ln -sf ../../../usr/sbin/$command $scripts/$command
done
for kind in bnep ippp isdn plip plusb ppp sit tunnel wireless; do
    ln -sf ifup-elsewhere $scripts/ifup-$kind
done

[ -e $scripts/ifcfg-lo ] || install -m 644 "$here/ifcfg-lo" $scripts/ifcfg-lo
[ -e /etc/sysconfig/network ] || echo NETWORKING=yes >/etc/sysconfig/network

install -m 755 "$here/scripts/network" /etc/rc.d/init.d/network
ln -sf ../rc.d/init.d/network /etc/init.d/network
install -m 644 "$here/network.service" /etc/systemd/system/network.service
systemctl enable network.service
