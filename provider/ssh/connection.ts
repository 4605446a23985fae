/** How to reach one machine and get in; the target itself, or a hop on the way to it. */
export interface Hop {
  /** Host name, IP address (IPv6 with or without brackets), or a `Host` alias of `~/.ssh/config`. */
  host: string;
  /** TCP port, 1 to 65535. Default: `Port` of `~/.ssh/config`, else 22. */
  port?: number;
  /** User to log in as. Default: `User` of `~/.ssh/config`, else `root`. */
  user?: string;
  /** Contents of a private key (OpenSSH, PEM or PPK). Secret. */
  privateKey?: string;
  /** Passphrase of `privateKey` or of the key at `privateKeyPath`. Secret. */
  privateKeyPassword?: string;
  /** File with a private key, read at each connection and never kept in state. `~` is the home directory. */
  privateKeyPath?: string;
  /** Password, for password and keyboard-interactive logins. Secret. */
  password?: string;
  /** Socket of an SSH agent. Default: `IdentityAgent` of `~/.ssh/config`, else `$SSH_AUTH_SOCK`. Empty for no agent. */
  agentSocketPath?: string;
  /** The only host key to accept: a public key (`ssh-ed25519 AAAA...`) or a fingerprint (`SHA256:...`). */
  hostKey?: string;
  /** known_hosts file to use instead of `~/.ssh/known_hosts` and `/etc/ssh/ssh_known_hosts`. `~` is the home directory. */
  knownHostsPath?: string;
  /** Accept a host whose key is not known, with a warning. A changed or revoked key is refused all the same. Default false. */
  insecureIgnoreHostKey?: boolean;
  /**
   * Algorithms to offer besides the modern ones, by their SSH names (`ssh-rsa`, `diffie-hellman-group14-sha1`,
   * `aes128-cbc`, `hmac-sha1`, ...), for machines that know nothing better. Default: none.
   */
  legacyAlgorithms?: string[];
  /** Machine to go through; it may have a `proxy` of its own. Default: `ProxyJump` of `~/.ssh/config`. */
  proxy?: Hop;
}

/** How to become root: `true` where sudo asks for no password, otherwise the password it asks for (secret). */
export type Sudo = boolean | { password: string };

/** A host as the user describes it: the way there, how to become root, and how long to wait. */
export interface Connection extends Hop {
  /** Become root through sudo. Needed when `user` is not root. Default: no. */
  sudo?: Sudo;
  /** Dials that may fail before giving up; -1 for no limit. Default 10. */
  dialErrorLimit?: number;
  /** Seconds without an answer after which a dial has failed; a whole dial takes at most ten times that. Default 15. */
  perDialTimeout?: number;
  /** Seconds a command may take. Default 120. */
  commandTimeout?: number;
  /** Seconds of silence after which an established connection counts as lost. Default 15. */
  keepAliveTimeout?: number;
}

/** What holds where a connection says nothing. Times in seconds. */
export const DEFAULTS = {
  port: 22,
  user: "root",
  dialErrorLimit: 10,
  perDialTimeout: 15,
  commandTimeout: 120,
  keepAliveTimeout: 15,
} as const;
