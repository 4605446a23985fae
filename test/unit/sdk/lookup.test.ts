import { expect } from "chai";
import { BondInterface } from "../../../sdk";
import { refuseDeadEnds } from "../../../sdk/lookup";

describe("A look-up of a bond that is there", () => {
  it("is refused in words where the SDK cannot do it", () => {
    expect(() => refuseDeadEnds("uplink", { id: "bond0" }, "3.267.4")).to.throw(
      "Unable to look up uplink: .get() needs @pulumi/pulumi 3.268 or newer, and 3.267.4 is installed. Run `npm install @pulumi/pulumi@latest`, or declare the bond with adopt: true.",
    );
  });

  it("is let through where it can, and a resource of its own always", () => {
    for (const sdk of ["3.268.0", "3.301.2", "4.0.0"]) refuseDeadEnds("uplink", { id: "bond0" }, sdk);
    refuseDeadEnds("uplink", { protect: true }, "3.216.0");
    refuseDeadEnds("uplink", undefined, "3.216.0");
  });

  it("by .get() of the resource asks the SDK that is installed", () => {
    const get = () => BondInterface.get("uplink", "media1/bond0", { connection: { host: "media1" } });
    expect(get).to.throw(/needs @pulumi\/pulumi 3\.268 or newer, and 3\.255\.0 is installed/);
  });
});

describe("The resource option import", () => {
  it("is refused, and the two ways that work are named", () => {
    expect(() => refuseDeadEnds("uplink", { import: "media1/bond0" })).to.throw(
      /^Unable to import uplink: .*adopt: true, or run `npx pulumi-linux-bond import root@HOST DEVICE`/,
    );
  });
});
