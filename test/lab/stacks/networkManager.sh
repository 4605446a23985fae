# Makes the machine one whose network NetworkManager keeps in keyfiles, without network-scripts: as RHEL 9 is installed.
set -eu
systemctl -q disable network.service 2>/dev/null || :
rm -rf /etc/sysconfig/network-scripts /etc/sysconfig/network /sbin/ifup /sbin/ifdown /usr/sbin/ifup /usr/sbin/ifdown
# NetworkManager keeps an idle NIC up, and all of them are in one network here: none is to answer for another's address.
echo net.ipv4.conf.all.arp_ignore=1 >/etc/sysctl.d/lab-arp.conf
sysctl -q -p /etc/sysctl.d/lab-arp.conf
mkdir -p /etc/NetworkManager/conf.d
# The machine's NICs are veth devices here, which Debian's udev rules keep from NetworkManager.
cat >/etc/NetworkManager/conf.d/lab.conf <<'END'
[main]
plugins=keyfile
no-auto-default=*
[device-nics]
match-device=interface-name:em*
managed=1
END
umask 077
cat >/etc/NetworkManager/system-connections/em1.nmconnection <<'END'
[connection]
id=em1
uuid=e4f0aa3c-2f0a-4c8e-9a55-0f6f2f0a0001
type=ethernet
interface-name=em1

[ethernet]

[ipv4]
method=manual
address1=10.0.2.15/24
gateway=10.0.2.2
dns=10.0.2.3;

[ipv6]
method=ignore
END
systemctl -q unmask NetworkManager.service
systemctl -q enable NetworkManager.service
systemctl start NetworkManager.service
for try in $(seq 100); do nmcli -t -f RUNNING general 2>/dev/null | grep -qx running && break; sleep 0.1; done
nmcli connection up em1 >/dev/null
sync
