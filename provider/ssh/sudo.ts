import type { Sudo } from "./connection.js";
import { printable, SshError } from "./errors.js";
import { EXEC, SUDO_PROMPT } from "./frame.js";

/** The exec text for a way of becoming root. */
export function execText(sudo: Sudo | undefined): string {
  if (sudo === undefined || sudo === false) return EXEC.plain;
  return sudo === true ? EXEC.sudo : EXEC.sudoWithPassword;
}

/** The password sudo may ask for, or undefined. */
export function sudoPassword(sudo: Sudo | undefined): string | undefined {
  return typeof sudo === "object" ? sudo.password : undefined;
}

const REASONS: [pattern: RegExp, why: string, next: string][] = [
  [
    /must have a tty|no tty present/i,
    "its sudoers file demands a terminal (requiretty)",
    "Add `Defaults:USER !requiretty` for this user to sudoers.",
  ],
  [
    /password is required|askpass/i,
    "sudo asks for a password, and none is set",
    "Set sudo: { password } or give the user a NOPASSWD rule.",
  ],
  [
    /not in the sudoers|not allowed|may not run|unknown user/i,
    "sudo does not allow it to this user",
    "Give the user a rule in sudoers that allows ALL commands.",
  ],
  [/not found|no such file/i, "there is no sudo on the host", "Install sudo, or log in as root."],
];

/** Why becoming root failed, in words, from what sudo said. */
export function sudoFailure(host: string, user: string, said: string): SshError {
  const text = said.replaceAll(SUDO_PROMPT, "").trim();
  const [, why, next] = REASONS.find(([pattern]) => pattern.test(text)) ?? [
    "",
    "sudo refused",
    "Try `sudo -v` on the host as this user.",
  ];
  const quote = text === "" ? "" : ` ("${printable(text)}")`;
  return new SshError(
    "sudo",
    host,
    `Unable to become root on ${host} as ${printable(user)}: ${why}${quote}. ${next} Nothing was changed.`,
  );
}

/** The password that sudo asked for twice. */
export function wrongSudoPassword(host: string, user: string): SshError {
  return new SshError(
    "sudo",
    host,
    `Unable to become root on ${host} as ${printable(user)}: sudo does not accept the password. Correct sudo.password. Nothing was changed.`,
  );
}
