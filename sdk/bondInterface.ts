import * as pulumi from "@pulumi/pulumi";
import { CREDENTIALS } from "../provider/model/credentials";
import { TOKEN } from "../provider/plugin/identity";
import type { BondInterfaceArgs, ModeInput } from "./args";
import { deviceOf } from "./id";
import { type BondInterfaceLookup, refuseDeadEnds } from "./lookup";
import { PROVIDER_TEXT, RESOURCE_TYPE } from "./providerText";
import type { BondState, Drift } from "./state";

type Plain = Record<string, unknown>;

/** Applies `change` now when the value is here, later when it is an output: so only the credentials become secret, not all. */
function lift(value: unknown, change: (plain: unknown) => unknown): unknown {
  const later = pulumi.Output.isInstance(value) || value instanceof Promise;
  return later ? pulumi.output(value).apply(change) : change(value);
}

/** Marks the credentials of a connection, of its sudo and of every proxy on the way as secret. */
function protect(connection: unknown): unknown {
  if (typeof connection !== "object" || connection === null) return connection;
  const { sudo, proxy, ...marked } = connection as Plain;
  for (const key of CREDENTIALS) if (marked[key] !== undefined) marked[key] = pulumi.secret(marked[key]);
  if (sudo !== undefined) marked.sudo = lift(sudo, protectSudo);
  if (proxy !== undefined) marked.proxy = lift(proxy, protect);
  return marked;
}

function protectSudo(sudo: unknown): unknown {
  if (typeof sudo !== "object" || sudo === null) return sudo;
  return { ...sudo, password: pulumi.secret((sudo as Plain).password) };
}

/**
 * A Linux network bond on a remote host, managed over SSH: its ifcfg files and the running kernel, both.
 *
 * Every change runs on the host as a transaction that undoes itself unless it is confirmed over a new SSH connection.
 *
 * ```ts
 * new BondInterface("bond0", {
 *   connection: { host: "media1.example.net" },
 *   mode: "802.3ad",
 *   members: ["em1", "em2"],
 *   options: { miimon: 100, lacpRate: "fast", xmitHashPolicy: "layer3+4" },
 *   addresses: ["192.168.1.10/24"],
 *   gateway: "192.168.1.1",
 * });
 * ```
 */
export class BondInterface<const M extends ModeInput = ModeInput> extends pulumi.CustomResource {
  /** The kernel's name of the bond. */
  declare readonly device: pulumi.Output<string>;
  /** The mode as declared, as a word. */
  declare readonly mode: pulumi.Output<string>;
  /** The members as declared, sorted. */
  declare readonly members: pulumi.Output<string[]>;
  /** The addresses as declared, in CIDR form. */
  declare readonly addresses: pulumi.Output<string[] | undefined>;
  /** The text of /proc/net/bonding/DEVICE as read after the last operation. */
  declare readonly proc: pulumi.Output<string>;
  /** What the host has: never what was asked for. */
  declare readonly state: pulumi.Output<BondState>;
  /** Where the files and where the kernel differ from the declaration, one sentence each. */
  declare readonly drift: pulumi.Output<Drift>;
  /** /etc/machine-id of the host: the identity behind the name. */
  declare readonly machineId: pulumi.Output<string>;

  /**
   * Declares a bond.
   *
   * @param name The unique name of the resource; also the device, unless `device` is given.
   * @param args What the bond is to be, how to reach its host and how to apply a change.
   * @param opts Pulumi's resource options. `import` cannot work for a dynamic resource: see `adopt` and the import command.
   */
  constructor(name: string, args: BondInterfaceArgs<M>, opts?: pulumi.CustomResourceOptions) {
    refuseDeadEnds(name, opts);
    const outputs = { proc: undefined, state: undefined, drift: undefined, machineId: undefined };
    const inputs = { ...args, device: args.device ?? name, connection: lift(args.connection, protect) };
    const props = { ...outputs, ...inputs, __provider: PROVIDER_TEXT };
    // A bond that the plugin recorded under this name is this one.
    super(RESOURCE_TYPE, name, props, { ...opts, aliases: [...(opts?.aliases ?? []), { type: TOKEN }] });
  }

  /**
   * Looks up a bond that is there, without managing it: its outputs are what the host has. Needs @pulumi/pulumi 3.268.
   *
   * @param name The unique name of the resource.
   * @param id The device (`bond0`), or the id of a bond that another stack manages (`media1/bond0`).
   * @param state The way to the host.
   * @param opts Pulumi's resource options.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: BondInterfaceLookup,
    opts?: pulumi.CustomResourceOptions,
  ): BondInterface {
    const args = { ...state, device: pulumi.output(id).apply(deviceOf) };
    return new BondInterface(name, args as unknown as BondInterfaceArgs, { ...opts, id });
  }

  /** True for every `BondInterface`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is BondInterface {
    return pulumi.Resource.isInstance(value) && (value as { __pulumiType?: string }).__pulumiType === RESOURCE_TYPE;
  }
}
