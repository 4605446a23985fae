import { expect } from "chai";
import { optionNamed, optionOfKernel, rows } from "../../../provider/options/lookup";
import { MODES } from "../../../provider/options/modes";
import { NOT_OPTIONS } from "../../../provider/options/notOptions";
import { fromKernel, toKernel } from "../../../provider/options/values";
import { meanings } from "../../meanings";

/** Every file that a kernel of today has under /sys/class/net/BOND/bonding/. */
const SYSFS =
  "slaves mode fail_over_mac arp_validate arp_all_targets arp_interval arp_ip_target downdelay updelay peer_notif_delay lacp_active lacp_rate ad_select xmit_hash_policy num_grat_arp num_unsol_na miimon primary primary_reselect use_carrier active_slave mii_status ad_aggregator ad_num_ports ad_actor_key ad_partner_key ad_partner_mac queue_id all_slaves_active resend_igmp min_links lp_interval packets_per_slave tlb_dynamic_lb ad_actor_sys_prio ad_actor_system ad_user_port_key arp_missed_max".split(
    " ",
  );
const NETLINK = ["ns_ip6_target", "coupled_control", "broadcast_neighbor", "lacp_strict", "prio", "actor_port_prio"];

describe("The option table", () => {
  it("knows every file that the kernel has for a bond, and every option of netlink", () => {
    for (const kernel of [...SYSFS, ...NETLINK])
      expect(optionOfKernel(kernel) !== undefined || kernel in NOT_OPTIONS, kernel).to.equal(true);
    expect(NETLINK.filter((kernel) => optionOfKernel(kernel)?.row.notPersistent === undefined)).to.deep.equal([]);
  });

  it("has every name once, in camelCase of the kernel's", () => {
    const all = rows().flatMap(([name, row]) => [{ name, kernel: row.kernel }, ...(row.alias ? [row.alias] : [])]);
    expect(new Set(all.map(({ name }) => name)).size).to.equal(all.length);
    expect(new Set(all.map(({ kernel }) => kernel)).size).to.equal(all.length);
    for (const { name, kernel } of all)
      expect(name).to.equal(kernel.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
  });

  for (const [name, row] of rows()) {
    it(`says nothing of ${name} that contradicts itself`, () => {
      expect(row.modes).to.not.be.empty;
      expect(row.modes).to.deep.equal(MODES.filter((mode) => (row.modes as readonly string[]).includes(mode)));
      for (const other of row.conflicts ?? []) expect(optionNamed(other)?.row.conflicts).to.include(name);
      for (const other of row.needs ?? []) expect(optionNamed(other)?.row.modes).to.include.members([...row.modes]);
      if (row.type === "integer" || row.type === "perMember") expect(row.default).to.be.within(row.min, row.max);
      if (row.type === "integer" && row.multipleOf) expect(row.needs).to.include(row.multipleOf);
      if (row.type === "word") {
        expect(row.words).to.include(row.default);
        expect(new Set(row.words).size).to.equal(row.words.length);
      }
      if (row.change === "netlink") expect(row.notPersistent).to.be.a("string");
    });

    it(`reads the default of ${name} back as it is written for the kernel`, () => {
      if (row.type !== "perMember") expect(fromKernel(row, toKernel(row, row.default))).to.deep.equal(row.default);
    });

    it(`tells in an editor what ${name} takes, its default and its modes`, () => {
      const text = meanings()[name] ?? "";
      expect(text).to.match(/\b[Dd]efault\b/);
      const modes =
        row.modes.length === 7 ? "All modes" : `Mode${row.modes.length > 1 ? "s" : ""} ${row.modes.join(", ")}`;
      expect(text.endsWith(`${modes}.`), text).to.equal(true);
      if (row.type === "integer" || row.type === "perMember") expect(text).to.include(`${row.min}..${row.max}`);
      if (row.type === "integer" || row.type === "perMember")
        expect(text).to.match(
          new RegExp(`efault ${row.default}|\\b${row.default} \\(default\\)|the kernel's own: ${row.default}\\)`),
        );
      if (row.type === "word") for (const word of row.words) expect(text).to.include(`\`${word}\``);
      if (row.since && !row.notPersistent) expect(text).to.include(`kernel ${row.since}`);
    });
  }
});
