import { expect } from "chai";
import { optionOfKernel, rows } from "../../provider/options/lookup";
import { MODES } from "../../provider/options/modes";
import { NOT_OPTIONS } from "../../provider/options/notOptions";
import { fromKernel } from "../../provider/options/values";
import { Lab } from "./lab";

/** Every option file of a bond that nobody set up, in each mode: "MODE FILE TEXT" in each line. */
const LOOK = `modprobe bonding max_bonds=0
for mode in 0 1 2 3 4 5 6; do
  echo +look > /sys/class/net/bonding_masters
  cd /sys/class/net/look/bonding
  echo $mode > mode
  for file in *; do echo "$mode $file $(cat $file)"; done
  cd /
  echo -look > /sys/class/net/bonding_masters
done`;

/** Since when the guest's kernel (6.1) has an option does not matter: it is newer than all of these. */
const IN_THIS_KERNEL = rows().filter(([, { change }]) => change !== "netlink");

describe("the option table beside the driver itself", () => {
  const seen = new Map<string, string>();

  before(async function () {
    this.timeout(0);
    const lab = await Lab.up();
    await lab.reset();
    const { stdout } = await lab.machine(LOOK);
    for (const line of stdout.trim().split("\n")) {
      const [mode = "", file = "", ...text] = line.split(" ");
      seen.set(`${MODES[Number(mode)]} ${file}`, text.join(" "));
    }
  });

  it("knows every file under bonding/", () => {
    const files = new Set([...seen.keys()].map((key) => key.split(" ")[1] ?? ""));
    const strange = [...files].filter((file) => !optionOfKernel(file) && !Object.hasOwn(NOT_OPTIONS, file));
    expect(strange).to.deep.equal([]);
    expect(files.size).to.be.greaterThan(35);
  });

  it("has the driver's defaults in every mode in which an option acts", () => {
    for (const [name, row] of IN_THIS_KERNEL)
      for (const mode of row.modes) {
        const text = seen.get(`${mode} ${row.kernel}`);
        const monitored = name === "miimon" && MODES.indexOf(mode) >= 4; // these modes cannot be without
        const wanted = monitored ? 100 : row.type === "perMember" ? {} : row.default;
        expect(text, `${name} in ${mode}`).to.be.a("string");
        expect(fromKernel(row, text ?? ""), `${name} in ${mode}`).to.deep.equal(wanted);
      }
  });
});
