import { expect } from "chai";
import { inNamespace } from "./namespace";

/** A neighbour at the other end of em1's cable that knows an address by a MAC that is no longer true. */
const NEIGHBOUR = `
unshare --net sleep 60 & other=$!
sleep 0.2
ip link set p1 netns "$other"
there() { nsenter -t "$other" -n "$@"; }
there ip addr add 10.1.0.9/24 dev p1; there ip link set p1 up
know() { there ip neigh replace "$1" lladdr 02:00:00:00:00:01 dev p1 nud stale; }
known() { sleep 0.5; there ip neigh show "$1" | grep -o 'lladdr [0-9a-f:]*'; kill "$other"; }
`;

for (const shell of ["dash", "bash"])
  describe(`A MAC address that changes, under ${shell}`, function () {
    this.timeout(20_000);
    const NEW = "lladdr 02:00:00:00:77:77\n";
    const told = (text: string) => inNamespace(shell, `${NEIGHBOUR}${text}`);

    it("is announced to the neighbours while the device is up", () => {
      const address = "ip addr add 10.1.0.5/24 dev em1; know 10.1.0.5";
      expect(told(`${address}; set_mac em1 02:00:00:00:77:77; known 10.1.0.5`)).to.equal(NEW);
    });

    const BRIDGE = "ip link add br0 type bridge; ip link set em1 master br0; ip link set br0 up; sleep 0.2";
    const ADDRESS = "ip addr add 10.1.0.6/24 dev br0; know 10.1.0.6";

    it("is announced when the device comes up, where it was set while that was down and the cable was not", () => {
      const change = "set_up br0 down; set_mac br0 02:00:00:00:77:77; set_up br0 up";
      expect(told(`${BRIDGE}; ${ADDRESS}; ${change}; known 10.1.0.6`)).to.equal(NEW);
    });

    it("is announced for a bridge that takes it from its port", () => {
      expect(told(`${BRIDGE}; ${ADDRESS}; set_mac em1 02:00:00:00:77:77; known 10.1.0.6`)).to.equal(NEW);
    });

    it("leaves the kernel's settings as they were", () => {
      const settings = "cat /proc/sys/net/ipv4/conf/em1/arp_notify /proc/sys/net/ipv6/conf/em1/ndisc_notify";
      const text = `set_up em1 down; set_mac em1 02:00:00:00:77:77; set_up em1 up; ${settings}; kill "$other"`;
      expect(told(text)).to.equal("0\n0\n");
    });
  });
