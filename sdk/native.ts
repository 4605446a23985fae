import * as pulumi from "@pulumi/pulumi";
import { PACKAGE, TOKEN } from "../provider/plugin/identity";
import type { BondInterfaceArgs, ModeInput } from "./args";
import type { ConnectionArgs } from "./connection";
import { RESOURCE_TYPE } from "./providerText";
import type { BondState, Drift } from "./state";

export type { BondInterfaceArgs } from "./args";

/** The arguments of a bond; the provider's configuration can take the place of `connection`. */
export type NativeBondArgs<M extends ModeInput = ModeInput> = Omit<BondInterfaceArgs<M>, "connection"> & {
  /** The host and the way to it over SSH. Default: what the provider's configuration names. */
  connection?: pulumi.Input<ConnectionArgs>;
};

/** How to reach hosts where a bond's connection leaves it out, and whether a preview asks them. */
export interface ProviderArgs {
  /** Host of bonds whose connection names none. */
  host?: pulumi.Input<string>;
  /** TCP port of that host's SSH server, 1..65535. Default: that of `~/.ssh/config`, else 22. */
  port?: pulumi.Input<number>;
  /** Whether to become root through sudo. Default false: the user is root. */
  sudo?: pulumi.Input<boolean>;
  /** User to log in as. Default: that of `~/.ssh/config`, else `root`. */
  user?: pulumi.Input<string>;
  /** Contents of a private key (OpenSSH, PEM or PPK). Kept as a secret. Default: the agent, then the user's own keys. */
  privateKey?: pulumi.Input<string>;
  /** Passphrase of the private key. Kept as a secret. */
  privateKeyPassword?: pulumi.Input<string>;
  /** File with a private key on the machine that runs Pulumi. */
  privateKeyPath?: pulumi.Input<string>;
  /** Password to log in with. Kept as a secret. */
  password?: pulumi.Input<string>;
  /** The host key to accept and no other, or its fingerprint. Default: known_hosts decides. */
  hostKey?: pulumi.Input<string>;
  /** known_hosts file. Default: `~/.ssh/known_hosts` and `/etc/ssh/ssh_known_hosts`. */
  knownHostsPath?: pulumi.Input<string>;
  /** The password that sudo asks for. Kept as a secret. */
  sudoPassword?: pulumi.Input<string>;
  /** Whether a preview asks the hosts what a change would do and what would refuse it. Default false: it asks none. */
  previewAsksHosts?: pulumi.Input<boolean>;
}

const SECRETS = ["privateKey", "privateKeyPassword", "password", "sudoPassword"];

/** An explicit provider: bonds that name it by `provider` need no connection of their own. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    // The engine hands a provider texts only; what is not one goes as JSON.
    const asText = (one: unknown) => (typeof one === "string" || one === undefined ? one : JSON.stringify(one));
    const texts = Object.entries(args).map(([key, value]: [string, pulumi.Input<string | number | boolean>]) => {
      const text = pulumi.output(value).apply(asText);
      return [key, SECRETS.includes(key) ? pulumi.secret(text) : text];
    });
    super(PACKAGE, name, Object.fromEntries(texts), opts);
  }
}

/**
 * A Linux network bond on a remote host, managed by the plugin that programs of every language use. It has the same
 * arguments, outputs and state as the class of the package itself: a stack moves from one to the other and back.
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
   * @param opts Pulumi's resource options; `import` takes `HOST/DEVICE`.
   */
  constructor(name: string, args: NativeBondArgs<M>, opts?: pulumi.CustomResourceOptions) {
    const outputs = { proc: undefined, state: undefined, drift: undefined, machineId: undefined };
    const aliases = [...(opts?.aliases ?? []), { type: RESOURCE_TYPE }];
    super(TOKEN, name, { ...outputs, ...args, device: args.device ?? name }, { ...opts, aliases });
  }

  /**
   * Looks up a bond that is there, without managing it: its outputs are what the host has.
   *
   * @param name The unique name of the resource.
   * @param id `HOST/DEVICE`, or the device where `state` or the provider's configuration names the host.
   * @param state The way to the host. Default: what the id and the provider's configuration name.
   * @param opts Pulumi's resource options.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: { connection?: pulumi.Input<ConnectionArgs> } = {},
    opts?: pulumi.CustomResourceOptions,
  ): BondInterface {
    return new BondInterface(name, state as unknown as NativeBondArgs, { ...opts, id });
  }
}
