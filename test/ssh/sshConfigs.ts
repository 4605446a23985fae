import fc from "fast-check";

/** A drawn configuration with the files it may include, and who is asked for. */
export interface Drawn {
  /** Texts by file name below `.ssh`; `config` is the main one. `@EXEC@` stands for a command. */
  files: Record<string, string>;
  host: string;
  user?: string;
  port?: number;
}

const HOSTS = ["media1", "media2", "Media1", "nas.example.org", "10.0.0.7", "gate", "2001:db8::7"];
const host = fc.constantFrom(...HOSTS);
const user = fc.constantFrom("ops", "root", "admin", "Ops");

const pattern = fc.oneof(
  { weight: 3, arbitrary: host },
  fc.constantFrom("*", "media*", "?edia1", "*.example.org", "10.0.0.?", "gat[e]", "m*a?", "**1", "2001:*", "nothing"),
);
const negatable = fc.tuple(fc.boolean(), fc.boolean(), pattern).map(([a, b, text]) => (a && b ? `!${text}` : text));
const list = fc.array(negatable, { minLength: 1, maxLength: 3 });
const users = fc.array(fc.constantFrom("ops", "root", "!ops", "a*", "*", "!root"), { minLength: 1, maxLength: 2 });

const criterion = fc.oneof(
  { weight: 4, arbitrary: list.map((names) => `host ${names.join(",")}`) },
  { weight: 2, arbitrary: list.map((names) => `originalhost "${names.join(",")}"`) },
  { weight: 3, arbitrary: users.map((names) => `user ${names.join(",")}`) },
  fc.constantFrom("localuser root", "localuser=*", "LocalUser nobody", "HOST=media1"),
  { weight: 2, arbitrary: fc.constantFrom("final", "canonical", "Final") },
  fc.constant("exec @EXEC@"),
);
const criteria = fc.array(
  fc.tuple(fc.boolean(), fc.boolean(), criterion).map(([a, b, text]) => (a && b ? `!${text}` : text)),
  { minLength: 1, maxLength: 3 },
);
const match = fc.oneof(
  { weight: 8, arbitrary: criteria.map((all) => `Match ${all.join(" ")}`) },
  fc.constantFrom("Match all", "Match !all", "Match final all", "match canonical all # always", "Match all # so"),
  fc.constantFrom("Match user ops # not host gate", 'Match host "media1" user "root"', "Match host media1,user"),
);

const setting = fc.oneof(
  fc.constantFrom("10.0.0.9", "media1", "media1.lan", "%h.lan", "MEDIA9", "100%%").map((name) => ["HostName", name]),
  fc.constantFrom("22", "2222", "022", "65535").map((port) => ["Port", port]),
  user.map((name) => ["User", name]),
  fc
    .constantFrom("/k/a", "/k/b", "none", '"/k/with space"', "'/k/q\"q'", "/k/a\\ b")
    .map((file) => ["IdentityFile", file]),
  fc.constantFrom("yes", "no", "True", "FALSE").map((flag) => ["IdentitiesOnly", flag]),
  fc.constantFrom("none", "/run/agent", "SSH_AUTH_SOCK").map((agent) => ["IdentityAgent", agent]),
  fc
    .constantFrom("bastion", "ops@bastion:2200,door", "none", "bastion # or not", "ssh://a@bastion:7")
    .map((way) => ["ProxyJump", way]),
  fc.constantFrom("nc %h %p", "none", '"nc" a # b').map((way) => ["ProxyCommand", way]),
  fc.constantFrom("shelf", '"shelf"').map((alias) => ["HostKeyAlias", alias]),
  fc.constantFrom("/h/a /h/b", "/h/c", "none", '"/h/d e" /h/f # g').map((file) => ["UserKnownHostsFile", file]),
  fc.constantFrom("yes", "no").map((flag) => ["CanonicalizeHostname", flag]),
  fc.constantFrom(["SendEnv", "LANG LC_*"], ["ForwardAgent", "no"], ["Compression", "yes"]),
);

const spelled = fc
  .tuple(
    setting,
    fc.constantFrom(" ", " ", "=", " = ", "\t", "  "),
    fc.constantFrom("", "  ", "\t"),
    fc.nat(5),
    fc.nat(9),
  )
  .map(([[keyword = "", value = ""], between, before, letters, end]) => {
    const word = letters === 0 ? keyword.toUpperCase() : letters === 1 ? keyword.toLowerCase() : keyword;
    return `${before}${word}${between}${value}${end === 0 ? "  " : end === 1 ? "\r" : end === 2 ? "\f" : ""}`;
  });

const include = fc
  .constantFrom(
    "inc1",
    "inc?.conf",
    "inc[AB].conf",
    "~/.ssh/incA.conf",
    '"inc1"',
    "none.conf",
    "incA.conf inc1",
    "*.conf",
    ".ssh/*",
  )
  .map((names) => `Include ${names}`);

const blockHead = fc.oneof(
  list.map((names) => `Host ${names.join(" ")}`),
  list.map((names) => `host=${names.join(" ")}`),
);

const broken = fc.constantFrom(
  "Port 0",
  "Port abc",
  "User a b",
  "IdentitiesOnly maybe",
  "Match",
  "Match host",
  "Match shoe red",
  "Match all host gate",
  'Host "media1',
  "HostName",
  "Host",
  'IdentityFile ""',
  "UserKnownHostsFile /a none",
  "ProxyJump a:b:c",
);

const line = fc.oneof(
  { weight: 14, arbitrary: spelled },
  { weight: 7, arbitrary: blockHead },
  { weight: 7, arbitrary: match },
  { weight: 3, arbitrary: include },
  { weight: 1, arbitrary: fc.constantFrom("", "# Host *", "   # Port 1", "\t") },
);
const text = (maxLength: number) =>
  fc
    .tuple(fc.array(line, { maxLength }), fc.nat(30), fc.nat(20), broken)
    .map(([lines, odds, at, bad]) =>
      (odds === 0 ? [...lines.slice(0, at), bad, ...lines.slice(at)] : lines).join("\n"),
    );

/** Debian's patches of OpenSSH 9.2 differ in whether a ProxyCommand counts behind `ProxyJump none`. */
function dependsOnThePatch(files: Record<string, string>): boolean {
  const text = Object.values(files).join("\n");
  return /proxyjump[\s="]*none/i.test(text) && /proxycommand/i.test(text);
}

/** Configurations as people have them, and worse. */
export const drawnConfig: fc.Arbitrary<Drawn> = fc
  .record({
    config: text(14),
    inc1: text(5),
    a: text(4),
    b: text(4),
    host,
    user: fc.option(user, { nil: undefined }),
    port: fc.option(fc.constant(2022), { nil: undefined, freq: 8 }),
  })
  .map(({ config, inc1, a, b, host, user, port }) => ({
    files: { config: `${config}\n`, inc1: `${inc1}\n`, "incA.conf": `${a}\n`, "incB.conf": b },
    host,
    ...(user !== undefined && { user }),
    ...(port !== undefined && { port }),
  }))
  .filter(({ files }) => !dependsOnThePatch(files));
