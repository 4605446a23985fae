import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { CONTROL, type Guest } from "./qemu";

/** How a command in the guest ended and what it said. */
export interface Said {
  code: number;
  stdout: string;
  stderr: string;
}

const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** The way into the guest that needs none of the machine's NICs: an sshd in the switch. One connection serves all commands. */
export class Control {
  constructor(
    private readonly guest: Guest,
    private readonly keys: string,
  ) {}

  private get socket() {
    return join(this.guest.folder, "control.sock");
  }

  private options(): string[] {
    return [
      ...["-F", "none", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-i", join(this.keys, "id_ed25519")],
      ...["-o", `UserKnownHostsFile=${join(this.guest.folder, "known_hosts")}`, "-o", "LogLevel=ERROR"],
      ...["-o", "ControlMaster=auto", "-o", `ControlPath=${this.socket}`, "-o", "ControlPersist=300"],
      ...["-p", String(this.guest.ports[CONTROL]), "root@127.0.0.1"],
    ];
  }

  /** Runs a shell command in the switch. */
  switch(command: string, input = "", timeout = 300): Promise<Said> {
    return new Promise((resolve) => {
      const limits = { timeout: timeout * 1000, maxBuffer: 64 << 20 };
      const child = execFile("ssh", [...this.options(), command], limits, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ code, stdout, stderr });
      });
      child.stdin?.on("error", () => {}).end(input);
    });
  }

  /** Runs a shell command on the machine under test, as root, whatever state its network is in. */
  machine(command: string, input = "", timeout = 300): Promise<Said> {
    return this.switch(`/usr/local/lib/lab/machine /bin/sh -c ${quote(command)}`, input, timeout);
  }

  /** Gives up the shared connection: after the guest went back in time the other end knows nothing of it. */
  async drop(): Promise<void> {
    await new Promise((resolve) => execFile("ssh", ["-O", "exit", ...this.options()], resolve));
    rmSync(this.socket, { force: true });
  }
}
