import { expect } from "chai";
import { Lab } from "./lab";
import { plainSsh } from "./plainSsh";
import { Stack } from "./stack";

const DEVICE = "bond0";
const PATHS = "/etc/sysconfig/network /etc/sysconfig/network-scripts/ifcfg-*";

/** What a finished transaction may not leave: anything but a line of history. Its worker needs a moment to end. */
const LEFT = `left() {
  find /var/lib/pulumi-linux-bond -mindepth 2 -not -path '*/history/*'
  ls /run/systemd/transient /etc/systemd/system | grep linux-bond
}
for second in 1 2 3 4 5 6 7 8 9 10; do [ -n "$(left)" ] || break; sleep 1; done
left`;

interface Case {
  mode: string;
  number: number;
  options: Record<string, unknown>;
  /** What sysfs says of these options, by the kernel's name. */
  shows: Record<string, string>;
  /** One option edited in the program: API name, kernel name, value, what sysfs then says. */
  edit: [name: string, kernel: string, value: unknown, text: string];
}

/** Every mode with the options it lives on, and one edit of each disruption class among them. */
const CASES: Case[] = [
  {
    mode: "balance-rr",
    number: 0,
    options: { updelay: 200 },
    shows: { updelay: "200" },
    edit: ["downdelay", "downdelay", 300, "300"],
  },
  {
    mode: "active-backup",
    number: 1,
    options: { primary: "em1", primaryReselect: "better" },
    shows: { primary: "em1", primary_reselect: "better 1" },
    edit: ["primary", "primary", "em2", "em2"],
  },
  {
    mode: "balance-xor",
    number: 2,
    options: { xmitHashPolicy: "layer2+3" },
    shows: { xmit_hash_policy: "layer2+3 2" },
    edit: ["xmitHashPolicy", "xmit_hash_policy", "layer3+4", "layer3+4 1"],
  },
  { mode: "broadcast", number: 3, options: {}, shows: {}, edit: ["updelay", "updelay", 500, "500"] },
  {
    mode: "802.3ad",
    number: 4,
    options: { lacpRate: "fast", adSelect: "bandwidth", xmitHashPolicy: "layer3+4" },
    shows: { lacp_rate: "fast 1", ad_select: "bandwidth 1", xmit_hash_policy: "layer3+4 1" },
    edit: ["adSelect", "ad_select", "count", "count 2"],
  },
  {
    mode: "balance-tlb",
    number: 5,
    options: { downdelay: 100 },
    shows: { downdelay: "100" },
    edit: ["miimon", "miimon", 50, "50"],
  },
  {
    mode: "balance-alb",
    number: 6,
    options: { primary: "em2" },
    shows: { primary: "em2" },
    edit: ["primaryReselect", "primary_reselect", "failure", "failure 2"],
  },
];

describe("A bond in each of the seven modes, from preview to destroy", function () {
  this.timeout(600_000);
  let lab: Lab;

  before(async () => {
    lab = await Lab.up();
  });

  /** What a plain `cat` on the machine says, over a plain SSH connection to its address. */
  const cat = async (file: string) => (await plainSsh(lab.connection(), `cat ${file}`)).trim();
  const option = (name: string) => cat(`/sys/class/net/${DEVICE}/bonding/${name}`);
  const files = async () =>
    (await lab.machine(`for f in ${PATHS}; do echo "$f $(stat -c %a:%U:%G "$f")"; cat "$f"; done`)).stdout;
  const transactions = async () => (await lab.machine("ls /var/lib/pulumi-linux-bond/history")).stdout;

  for (const { mode, number, options, shows, edit } of CASES) {
    describe(mode, () => {
      let stack: Stack;
      let original: string;
      const bond = (more: Record<string, unknown> = {}) => ({
        [DEVICE]: {
          connection: { ...lab.connection(), dialErrorLimit: 2 },
          mode,
          members: ["em1", "em2"],
          options: { miimon: 100, ...options, ...more },
          addresses: ["10.0.2.15/24"],
          gateway: "10.0.2.2",
        },
      });

      before(async () => {
        await lab.reset();
        if (mode === "802.3ad") await lab.lacpPartner(true);
        original = await files();
        stack = await Stack.create(bond());
      });
      after(async () => {
        await stack?.remove();
      });

      it("is planned as one new resource on an empty stack", async () => {
        expect((await stack.preview()).map((step) => step.op)).to.deep.equal(["create"]);
      });

      it("is made by up while SSH runs over a member, and the kernel has what was declared", async () => {
        await stack.up();
        expect(await option("mode")).to.equal(`${mode} ${number}`);
        expect((await option("slaves")).split(" ").sort()).to.deep.equal(["em1", "em2"]);
        for (const [name, text] of Object.entries({ miimon: "100", ...shows }))
          expect(await option(name), name).to.equal(text);
        expect((await lab.machine(`ip -o -4 address show dev ${DEVICE}`)).stdout).to.include("10.0.2.15/24");
        expect((await lab.machine("ip route")).stdout).to.match(/^default via 10\.0\.2\.2 dev bond0/m);
        expect(await cat("/etc/sysconfig/network")).to.include("GATEWAY=10.0.2.2");
        for (const member of ["em1", "em2"])
          expect(await cat(`/etc/sysconfig/network-scripts/ifcfg-${member}`))
            .to.match(/^MASTER=bond0$/m)
            .and.match(/^SLAVE=yes$/m);
      });

      if (mode === "802.3ad")
        it("has a partner, one aggregator and both ports in it", async () => {
          expect(await option("ad_partner_mac")).to.equal("52:54:00:00:01:10");
          expect(await option("ad_num_ports")).to.equal("2");
        });

      it("is left alone by a second preview and a second up", async () => {
        const before = await transactions();
        expect(await stack.preview()).to.deep.equal([]);
        await stack.up("--expect-no-changes");
        expect(await transactions()).to.equal(before);
      });

      it("changes exactly the option that is edited in the program", async () => {
        const [name, kernel, value, text] = edit;
        await stack.declare(bond({ [name]: value }));
        const [step] = await stack.preview();
        expect(step?.op).to.equal("update");
        expect(Object.keys(step?.detailedDiff ?? {})).to.deep.equal([`options.${name}`]);
        await stack.up();
        expect(await option(kernel)).to.equal(text);
        expect(await cat(`/etc/sysconfig/network-scripts/ifcfg-${DEVICE}`)).to.include(`${kernel}=${value}`);
      });

      it("shows what was changed by hand, and the next up repairs it", async () => {
        await lab.machine(
          `echo 2 > /sys/class/net/${DEVICE}/bonding/resend_igmp; echo 1 > /sys/class/net/${DEVICE}/bonding/all_slaves_active`,
        );
        await lab.machine(`echo 200 > /sys/class/net/${DEVICE}/bonding/miimon`);
        const { code, output } = await stack.run("preview", "--refresh", "--diff", "--expect-no-changes");
        expect(code, output).to.not.equal(0);
        expect(output).to.include("miimon");
        await stack.refresh();
        expect(JSON.stringify((await stack.recorded(DEVICE))?.outputs.drift)).to.include("miimon is 200");
        await stack.up();
        const declared = edit[0] === "miimon" ? String(edit[2]) : "100";
        expect(await option("miimon")).to.equal(declared);
        expect((await stack.run("preview", "--refresh", "--expect-no-changes")).code).to.equal(0);
      });

      it("is gone after destroy, em1 answers on its former address, the files are as before", async () => {
        await stack.destroy();
        expect(await cat("/sys/class/net/bonding_masters")).to.equal("");
        expect(await files()).to.equal(original);
        const address = await plainSsh(lab.connection(), "ip -o -4 address show dev em1");
        expect(address, "em1 answers SSH on its former address").to.include("10.0.2.15/24");
        expect((await lab.machine(LEFT)).stdout).to.equal("");
      });
    });
  }
});
