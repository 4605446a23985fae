import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { type Alias, lookUp } from "../../provider/ssh/config/index.js";
import { needHostTools } from "../lab/hostTools";
import { type Drawn, drawnConfig } from "./sshConfigs.js";

/** How many configurations are drawn, and how many ssh run at once. */
const CASES = 1200;
const AT_ONCE = 4;

/** What a reading comes to, in ssh's own words; undefined for a configuration that is refused. */
type Outcome = Record<string, string> | undefined;

const WORDS = ["hostname", "port", "user", "identityfile", "identitiesonly", "identityagent", "hostkeyalias"];
const FILES = ["userknownhostsfile", "proxyjump", "proxycommand"];

describe("~/.ssh/config, held against `ssh -G`", () => {
  let home: string;
  before("install ssh where it is missing", function () {
    this.timeout(600_000);
    needHostTools();
    home = mkdtempSync(join(tmpdir(), "ssh-config-"));
  });
  after(() => rmSync(home, { recursive: true }));

  const write = (folder: string, files: Record<string, string>, exec: string) => {
    mkdirSync(join(folder, ".ssh"), { recursive: true });
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(folder, ".ssh", name), text.replaceAll("@EXEC@", exec));
  };

  /** What ssh makes of it, with every `Match exec` answered by this command. */
  const bySsh = ({ files, host, user, port }: Drawn, folder: string, exec: string): Promise<Outcome> => {
    write(folder, files, exec);
    const given = [...(user ? ["-l", user] : []), ...(port ? ["-p", String(port)] : [])];
    const args = ["-F", join(folder, ".ssh/config"), "-G", ...given, "--", host];
    return new Promise((resolve, reject) => {
      execFile("ssh", args, { env: { ...process.env, HOME: folder } }, (error, stdout, stderr) => {
        if (error === null) resolve(ours(stdout));
        else if (error.code === 255) resolve(undefined);
        else reject(new Error(`ssh: ${error.message}${stderr}`));
      });
    });
  };

  const byUs = ({ files, host, user, port }: Drawn, folder: string, exec: string): Outcome | Error => {
    write(folder, files, exec);
    const given = { ...(user && { user: [user] }), ...(port && { port: [String(port)] }) };
    const before = process.env.HOME;
    process.env.HOME = folder;
    const from = [{ file: join(folder, ".ssh/config"), folder: join(folder, ".ssh"), own: true }];
    try {
      return words(lookUp({ host, defaultUser: userInfo().username, given }, from));
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    } finally {
      process.env.HOME = before;
    }
  };

  it(`means the same on ${CASES} drawn configurations, and runs no command`, async function () {
    this.timeout(600_000);
    const cases = fc.sample(drawnConfig, { numRuns: CASES, seed: Number(process.env.SEED ?? 20_261_126) });
    const told = { same: 0, refused: 0, undecided: 0 };
    const marker = join(home, "a command ran");
    const judge = async (drawn: Drawn, folder: string) => {
      const yes = await bySsh(drawn, folder, "true");
      const asks = JSON.stringify(drawn.files).includes("@EXEC@");
      const no = asks ? await bySsh(drawn, folder, "false") : yes;
      const mine = byUs(drawn, folder, `"touch '${marker}'"`);
      const shown = JSON.stringify(drawn, null, 1);
      if (mine instanceof Error && /would run a command/.test(mine.message)) {
        expect(asks).to.equal(true);
        told.undecided++;
      } else if (mine instanceof Error) {
        expect(yes, `${mine.message}: ${shown}`).to.equal(undefined);
        told.refused++;
      } else {
        expect(mine, shown).to.deep.equal(yes);
        expect(mine, `without the command: ${shown}`).to.deep.equal(no);
        told.same++;
      }
    };
    const work = async (lane: number) => {
      for (let i = lane; i < cases.length; i += AT_ONCE) await judge(cases[i] as Drawn, join(home, String(i)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, lane) => work(lane)));
    expect(existsSync(marker)).to.equal(false);
    expect(told.same).to.be.greaterThan(1000);
    expect(told.refused).to.be.greaterThan(10);
    expect(told.undecided).to.be.greaterThan(10);
  });
});

/** The lines of `ssh -G` that decide how a host is reached. What ssh fills in by itself is left out. */
function ours(printed: string): Outcome {
  const lines = printed.split("\n").map((line) => /^(\S+) (.*)$/.exec(line) ?? []);
  const all = (word: string) => lines.filter(([, key]) => key === word).map(([, , value = ""]) => value);
  const named = (word: string, value: string) => !(value === "none" && /file$|^proxy/.test(word));
  const found = Object.fromEntries(
    [...WORDS, ...FILES].map((word) => [
      word,
      all(word)
        .filter((value) => named(word, value))
        .join("|"),
    ]),
  );
  const usual = (word: string, pattern: RegExp) => pattern.test(found[word] ?? "") && delete found[word];
  usual("identityfile", /^~\/\.ssh\/id_/);
  usual("userknownhostsfile", /known_hosts2$/);
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== ""));
}

/** The same, from our own reading. */
function words(alias: Alias): Outcome {
  const found = {
    hostname: alias.hostName,
    port: String(alias.port ?? 22),
    user: alias.user ?? userInfo().username,
    identityfile: (alias.identityFiles ?? []).join("|"),
    identitiesonly: alias.identitiesOnly ? "yes" : "no",
    identityagent: alias.identityAgent ?? "",
    hostkeyalias: alias.hostKeyAlias ?? "",
    userknownhostsfile: (alias.knownHostsFiles ?? []).join(" "),
    proxyjump: alias.proxyJump.map((hop) => hop.replace("ssh://", "")).join(","),
    proxycommand: alias.proxyCommand ?? "",
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== ""));
}
