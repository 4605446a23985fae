import type * as pulumi from "@pulumi/pulumi";
import { version } from "@pulumi/pulumi/version";
import type { ConnectionArgs } from "./connection";

/** All that a look-up needs to know: the way to the host. */
export interface BondInterfaceLookup {
  /** The host and the way to it over SSH. */
  connection: pulumi.Input<ConnectionArgs>;
}

/** The first SDK that hands the arguments of a look-up to a dynamic provider. */
const LOOKUP_SINCE = [3, 268] as const;

/**
 * Refuses the ways to an existing bond that the installed SDK cannot go: all that Pulumi itself says of them is "code must
 * be a string, not undefined".
 */
export function refuseDeadEnds(name: string, opts: pulumi.CustomResourceOptions = {}, sdk: string = version): void {
  if (opts.import !== undefined)
    throw new Error(
      `Unable to import ${name}: Pulumi cannot import a dynamic resource by the option "import". ` +
        "Take the bond over with adopt: true, or run `npx pulumi-linux-bond import root@HOST DEVICE` and follow what it prints.",
    );
  const [major = 0, minor = 0] = sdk.split(".").map(Number);
  const [least, since] = LOOKUP_SINCE;
  if (opts.id === undefined || major > least || (major === least && minor >= since)) return;
  throw new Error(
    `Unable to look up ${name}: .get() needs @pulumi/pulumi ${LOOKUP_SINCE.join(".")} or newer, and ${sdk} is installed. ` +
      "Run `npm install @pulumi/pulumi@latest`, or declare the bond with adopt: true.",
  );
}
