import type * as pulumi from "@pulumi/pulumi";

/** How to become root through sudo where it asks for a password. */
export interface SudoArgs {
  /** The password that sudo asks for. Kept as a secret. */
  password: pulumi.Input<string>;
}

/** How to log in to one machine: the host itself, or a bastion on the way to it. */
export interface HopArgs {
  /** Host name, IPv4 or IPv6 address, or a `Host` alias of `~/.ssh/config`. */
  host: pulumi.Input<string>;
  /** TCP port of the SSH server, 1..65535. Default: that of `~/.ssh/config`, else 22. */
  port?: pulumi.Input<number>;
  /** User to log in as; one other than root needs `sudo`. Default: that of `~/.ssh/config`, else `root`. */
  user?: pulumi.Input<string>;
  /** Contents of a private key (OpenSSH, PEM or PPK). Kept as a secret. Default: the agent, then the user's own keys. */
  privateKey?: pulumi.Input<string>;
  /** Passphrase of `privateKey`, or of the key at `privateKeyPath`. Kept as a secret. */
  privateKeyPassword?: pulumi.Input<string>;
  /** File with a private key, `~` allowed, read at each connection on the machine that runs Pulumi and never kept in state. */
  privateKeyPath?: pulumi.Input<string>;
  /** Password, also for servers that ask for it interactively. Kept as a secret. */
  password?: pulumi.Input<string>;
  /** Socket of an SSH agent. Default: that of `~/.ssh/config`, else `$SSH_AUTH_SOCK`. */
  agentSocketPath?: pulumi.Input<string>;
  /** The host key to accept and no other: a public key (`ssh-ed25519 AAAA...`) or its fingerprint (`SHA256:...`). Default: known_hosts decides, and an unknown key is refused. */
  hostKey?: pulumi.Input<string>;
  /** known_hosts file, `~` allowed. Default: `~/.ssh/known_hosts` and `/etc/ssh/ssh_known_hosts`. */
  knownHostsPath?: pulumi.Input<string>;
  /** Accepts an unknown host key with a warning; a changed or revoked one is refused all the same. Default false. */
  insecureIgnoreHostKey?: pulumi.Input<boolean>;
  /** Old algorithms to offer beside the current ones, by their SSH names, for servers that know no better. Default none. */
  legacyAlgorithms?: pulumi.Input<pulumi.Input<string>[]>;
  /** Bastion to go through, which can have a `proxy` of its own. Default: `ProxyJump` of `~/.ssh/config`, else none. */
  proxy?: pulumi.Input<HopArgs>;
}

/**
 * The way to a host: the words of @pulumi/command's `remote.Connection` with the same meaning, stricter by default.
 * A change of it changes nothing on the host.
 */
export interface ConnectionArgs extends HopArgs {
  /** Become root through sudo: `true` where it asks for no password. Default false: `user` is root. */
  sudo?: pulumi.Input<boolean | SudoArgs>;
  /** Dials that may fail before an operation does, at least 1; -1 for no limit. Default 10. */
  dialErrorLimit?: pulumi.Input<number>;
  /** Seconds that one dial may go without an answer, above 0 and up to 86400. Default 15. */
  perDialTimeout?: pulumi.Input<number>;
  /** Seconds that one command on the host may take, above 0 and up to 86400. Default 120. */
  commandTimeout?: pulumi.Input<number>;
  /** Seconds of silence after which a connection counts as lost, above 0 and up to 86400. Default 15. */
  keepAliveTimeout?: pulumi.Input<number>;
}
