import {
  type IdentityCallback,
  OpenSSHAgent,
  type ParsedKey,
  type PublicKeyEntry,
  type SignCallback,
  type SigningRequestOptions,
  utils,
} from "ssh2";
import { readIfThere } from "./local.js";

/** An agent that offers only the keys it may, and never signs with SHA-1 unless that was asked for. */
export class CarefulAgent extends OpenSSHAgent {
  constructor(
    socket: string,
    /** Key files whose public halves are the only keys to offer (`IdentitiesOnly`); undefined for every key. */
    private readonly onlyFiles: string[] | undefined,
    private readonly sha1: boolean,
  ) {
    super(socket);
  }

  override getIdentities(done: IdentityCallback<ParsedKey>): void {
    const wanted = this.onlyFiles?.flatMap(publicKey);
    super.getIdentities((error, keys) => {
      if (error || !keys) return done(error ?? new Error("the agent did not answer"));
      done(null, wanted ? keys.filter((key) => wanted.some((blob) => isKey(key, blob))) : keys);
    });
  }

  override sign(
    key: ParsedKey | Buffer | string,
    data: Buffer,
    options?: SigningRequestOptions | SignCallback,
    done?: SignCallback,
  ): boolean {
    if (typeof options === "function") return super.sign(key, data, options);
    if (options?.hash === "sha1" && !this.sha1) {
      done?.(new Error("the host wants a SHA-1 signature (legacyAlgorithms: ssh-rsa)"));
      return false;
    }
    return super.sign(key, data, options, done);
  }
}

function isKey(key: ParsedKey | PublicKeyEntry, blob: Buffer): boolean {
  return "getPublicSSH" in key && key.getPublicSSH().equals(blob);
}

/** The public half of a key file: from `FILE.pub`, or from the file itself where that can be read. */
function publicKey(file: string): Buffer[] {
  for (const text of [readIfThere(`${file}.pub`), readIfThere(file)]) {
    const key = text === undefined ? undefined : utils.parseKey(text);
    if (key && !(key instanceof Error)) return [key.getPublicSSH()];
  }
  return [];
}
