import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type AuthContext, utils } from "ssh2";
import { type Connection, resetPools, type SshError, withSession } from "../../provider/ssh/index.js";
import { playAgent } from "./agent.js";
import { HOST_KEY, keyPair, type Play, type PlayedHost, playHost } from "./server.js";

/** Lets in who proves to hold this key. */
const keyHolder =
  (pem: string): NonNullable<Play["login"]> =>
  (context: AuthContext) => {
    const key = utils.parseKey(pem);
    if (context.method !== "publickey" || key instanceof Error || !key.getPublicSSH().equals(context.key.data))
      return false;
    if (!context.signature || !context.blob) return true;
    return key.verify(context.blob, context.signature, context.hashAlgo) === true;
  };

describe("Ways in", function () {
  this.timeout(20_000);
  const own = keyPair();
  let home: string;
  const before = process.env.HOME;
  const hosts: PlayedHost[] = [];
  const play = async (how?: Play): Promise<PlayedHost> => {
    const host = await playHost(how);
    hosts.push(host);
    return host;
  };
  const user = async (connection: Connection) =>
    (await withSession(connection, (session) => session.run({ script: "echo in", input: "" }))).stdout;
  const failure = (connection: Connection): Promise<SshError> =>
    user(connection).then(
      () => expect.fail("was let in"),
      (error) => error,
    );
  const without = ({ password: _, ...rest }: Connection): Connection => rest;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "home-"));
    mkdirSync(join(home, ".ssh"));
    process.env.HOME = home;
  });
  afterEach(async () => {
    process.env.HOME = before;
    await resetPools();
    await Promise.all(hosts.splice(0).map((host) => host.stop()));
    rmSync(home, { recursive: true });
  });

  for (const type of ["ed25519", "rsa"] as const) {
    it(`an ${type} key given as text, and as a file below ~`, async () => {
      const { pem } = keyPair(type);
      const host = await play({ login: keyHolder(pem) });
      writeFileSync(join(home, "my key"), pem);
      expect(await user({ ...without(host.connection), privateKey: pem })).to.equal("in\n");
      expect(await user({ ...without(host.connection), privateKeyPath: "~/my key" })).to.equal("in\n");
    });
  }

  it("an encrypted key with its passphrase", async () => {
    const lock = { passphrase: "open sesame", cipher: "aes256-ctr", rounds: 4 };
    let { private: pem } = utils.generateKeyPairSync("ed25519", lock);
    // See keyPair: some of the keys that ssh2 makes it cannot read itself.
    while (utils.parseKey(pem, lock.passphrase) instanceof Error)
      ({ private: pem } = utils.generateKeyPairSync("ed25519", lock));
    const open = utils.parseKey(pem, lock.passphrase);
    if (open instanceof Error) throw open;
    const host = await play({
      login: (context) => context.method === "publickey" && open.getPublicSSH().equals(context.key.data),
    });
    const sealed = { ...without(host.connection), privateKey: pem };
    expect(await user({ ...sealed, privateKeyPassword: "open sesame" })).to.equal("in\n");
    expect((await failure(sealed)).message).to.contain("privateKey (encrypted, and privateKeyPassword is not set)");
    expect((await failure({ ...sealed, privateKeyPassword: "wrong" })).message).to.contain(
      "privateKeyPassword does not open it",
    );
  });

  for (const type of ["ed25519", "ecdsa", "rsa"] as const)
    it(`an ${type} key of ~/.ssh, without a word about it`, async () => {
      const { pem } = keyPair(type);
      writeFileSync(join(home, `.ssh/id_${type}`), pem);
      const host = await play({ login: keyHolder(pem) });
      expect(await user(without(host.connection))).to.equal("in\n");
    });

  it("an alias of ~/.ssh/config, through a hop that it names", async () => {
    const [gate, host] = [await play({ login: keyHolder(own.pem) }), await play({ login: keyHolder(own.pem) })];
    const alias = (name: string, port: number) =>
      `Host ${name}\n HostName 127.0.0.1\n Port ${port}\n User ${name}-user\n`;
    const hops = `${alias("media1", host.port)} ProxyJump gate\n${alias("gate", gate.port)}`;
    writeFileSync(join(home, ".ssh/config"), `${hops}Host *\n IdentityFile ~/.ssh/shelf\n`);
    writeFileSync(join(home, ".ssh/shelf"), own.pem);
    const known = [gate, host].map(({ port }) => `[127.0.0.1]:${port} ${HOST_KEY.line}`).join("\n");
    writeFileSync(join(home, ".ssh/known_hosts"), known);
    expect(await user({ host: "media1", agentSocketPath: "" })).to.equal("in\n");
    expect([gate.connections, host.connections]).to.deep.equal([1, 1]);
    expect([gate.users, host.users]).to.deep.equal([["gate-user"], ["media1-user"]]);
  });

  it("the address of an IPv6 host, with and without brackets", async () => {
    const host = await play({ address: "::1" });
    const { hostKey: _, ...bare } = host.connection;
    writeFileSync(join(home, ".ssh/known_hosts"), `[::1]:${host.port} ${HOST_KEY.line}`);
    for (const address of ["::1", "[::1]"]) expect(await user({ ...bare, host: address })).to.equal("in\n");
  });

  it("a password", async () => {
    const host = await play();
    expect(await user(host.connection)).to.equal("in\n");
    expect(host.logins).to.deep.equal(["password"]);
  });

  it("a password that the host asks for in a dialogue", async () => {
    const host = await play();
    const dialogue = await play({
      login: (context) => {
        if (context.method !== "keyboard-interactive") return false;
        context.prompt([{ prompt: "Password: ", echo: false }], (answers) =>
          answers[0] === "right" ? context.accept() : context.reject(),
        );
        return "later";
      },
    });
    expect(await user({ ...host.connection, port: dialogue.port })).to.equal("in\n");
    expect(dialogue.logins).to.deep.equal(["password", "keyboard-interactive"]);
  });

  it("the agent of SSH_AUTH_SOCK, or the one that is named, with the right one of its keys", async () => {
    const agent = await playAgent([keyPair().pem, keyPair("rsa").pem, own.pem]);
    const host = await play({ login: keyHolder(own.pem) });
    const { agentSocketPath: _, ...bare } = without(host.connection);
    const former = process.env.SSH_AUTH_SOCK;
    try {
      expect(await user({ ...bare, agentSocketPath: agent.socket })).to.equal("in\n");
      process.env.SSH_AUTH_SOCK = agent.socket;
      expect(await user({ ...bare, dialErrorLimit: 1 })).to.equal("in\n");
      expect(agent.signed).to.be.greaterThan(0);
    } finally {
      if (former === undefined) delete process.env.SSH_AUTH_SOCK;
      else process.env.SSH_AUTH_SOCK = former;
      await agent.stop();
    }
  });

  it("offers only the agent's key that ~/.ssh/config names when it says IdentitiesOnly", async () => {
    const agent = await playAgent([keyPair().pem, own.pem]);
    writeFileSync(join(home, ".ssh/shelf.pub"), own.line);
    writeFileSync(join(home, ".ssh/config"), "Host 127.0.0.1\n IdentityFile ~/.ssh/shelf\n IdentitiesOnly yes\n");
    const seen = new Set<string>();
    const let_in = keyHolder(own.pem);
    const host = await play({
      login: (context) => {
        if (context.method === "publickey") seen.add(context.key.data.toString("base64"));
        return let_in(context);
      },
    });
    try {
      expect(await user({ ...without(host.connection), agentSocketPath: agent.socket })).to.equal("in\n");
      expect([...seen]).to.deep.equal([own.line.split(" ")[1]]);
    } finally {
      await agent.stop();
    }
  });

  it("goes on when the agent is dead", async () => {
    const host = await play();
    expect(await user({ ...host.connection, agentSocketPath: join(home, "no-agent") })).to.equal("in\n");
    const error = await failure({ ...host.connection, password: "wrong", agentSocketPath: join(home, "no-agent") });
    expect(error.message).to.contain("agent ");
  });

  it("a key and then a password, where the host demands both", async () => {
    const { pem } = keyPair();
    const holder = keyHolder(pem);
    let passed = false;
    const host = await play({
      login: (context) => {
        if (passed) return context.method === "password" && context.password === "right";
        if (!holder(context)) return false;
        if (context.method !== "publickey" || !context.signature) return true;
        passed = true;
        context.reject(["password"], true);
        return "later";
      },
    });
    expect(await user({ ...host.connection, privateKey: pem })).to.equal("in\n");
  });

  it("lists what was tried and no secret when none fits, and does not try again", async () => {
    const host = await play({ login: () => false });
    const secret = { password: "s3cret-pass", privateKey: keyPair().pem, privateKeyPath: "~/nowhere" };
    const error = await failure({ ...host.connection, ...secret, user: "ops", dialErrorLimit: 5 });
    expect(error.kind).to.equal("authentication");
    expect(error.message).to.equal(
      "Unable to log in as ops on 127.0.0.1: the host accepted none of the ways in. Tried: key ~/nowhere (no such file); " +
        "privateKey (ssh-ed25519); password; keyboard-interactive. " +
        "Set privateKey, privateKeyPath, password or agentSocketPath, or let the user in on the host.",
    );
    expect(host.connections).to.equal(1);
  });
});
