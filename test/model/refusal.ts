/** What the kernel says no with. */
export type Errno =
  | "EACCES"
  | "EBUSY"
  | "EEXIST"
  | "EINVAL"
  | "ENODEV"
  | "ENOTEMPTY"
  | "EPERM"
  | "EADDRNOTAVAIL"
  | "ENETUNREACH"
  | "ENOENT";

/** A refused write or command. */
export class Refusal extends Error {
  constructor(
    readonly errno: Errno,
    what: string,
  ) {
    super(`${errno}: ${what}`);
  }
}
