# What a person would type after editing the files of a bond over em1 and em2, the SSH session coming in over em1: a bond
# that is there takes the interval live, one that is not is brought up.
if [ -d /sys/class/net/bond0 ]; then
  . /etc/sysconfig/network-scripts/ifcfg-bond0
  for option in $BONDING_OPTS; do
    case $option in miimon=*) echo "${option#*=}" >/sys/class/net/bond0/bonding/miimon ;; esac
  done
else
  ip addr flush dev em1 scope global
  ip link set em1 down
  ifup bond0
fi
