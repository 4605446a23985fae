import { createHmac } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { judge, knownTypes, lookupNames, parseKnownHosts } from "../../../provider/ssh/known-hosts.js";

/** A public key in wire form; the letter makes it differ from others of its type. */
const key = (type: string, letter: string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return Buffer.concat([length, Buffer.from(type), Buffer.from(letter.repeat(32))]);
};
const ED = "ssh-ed25519";
const A = key(ED, "a");
const B = key(ED, "b");
const RSA = key("ssh-rsa", "r");
const line = (names: string, blob: Buffer, type = ED) => `${names} ${type} ${blob.toString("base64")}`;
const ask = (text: string, host: string, blob: Buffer, port = 22) =>
  judge(parseKnownHosts(text, "kh"), lookupNames(host, port), blob);
const hashed = (name: string) => {
  const salt = Buffer.from("twenty bytes of salt");
  return `|1|${salt.toString("base64")}|${createHmac("sha1", salt).update(name).digest("base64")}`;
};

describe("known_hosts", () => {
  it("knows a host by its plain name, in any case, among several on the line", () => {
    expect(ask(line("other,Media1,10.0.0.1", A), "media1", A)).to.deep.equal({ is: "known" });
    expect(ask(line("media1", A), "MEDIA1", A)).to.deep.equal({ is: "known" });
  });

  it("knows a host by its hashed name, with and without a port", () => {
    expect(ask(line(hashed("media1"), A), "media1", A)).to.deep.equal({ is: "known" });
    expect(ask(line(hashed("[media1]:2222"), A), "media1", A, 2222)).to.deep.equal({ is: "known" });
    expect(ask(line(hashed("media1"), A), "media2", A)).to.deep.equal({ is: "unknown", otherTypes: [] });
  });

  it("takes [host]:port for that port alone, and falls back to the name without one", () => {
    expect(ask(line("[media1]:2222", A), "media1", A, 2222).is).to.equal("known");
    expect(ask(line("[media1]:2222", A), "media1", A, 22).is).to.equal("unknown");
    expect(ask(line("media1", A), "media1", A, 2222).is).to.equal("known");
    expect(ask(line("media1", A), "media1", B, 2222).is).to.equal("unknown");
    expect(ask(line("[2001:db8::1]:2222", A), "2001:db8::1", A, 2222).is).to.equal("known");
  });

  it("follows wildcards and lets a negated pattern win", () => {
    const text = line("*.example.com,!db.example.com,10.0.0.?", A);
    expect(ask(text, "web.example.com", A).is).to.equal("known");
    expect(ask(text, "db.example.com", A).is).to.equal("unknown");
    expect(ask(text, "10.0.0.7", A).is).to.equal("known");
    expect(ask(text, "10.0.0.77", A).is).to.equal("unknown");
  });

  it("accepts any of several keys of a host", () => {
    const text = [line("media1", A), line("media1", RSA, "ssh-rsa"), line("media1", B)].join("\n");
    for (const blob of [A, B, RSA]) expect(ask(text, "media1", blob).is).to.equal("known");
    expect(knownTypes(parseKnownHosts(text, "kh"), ["media1"])).to.deep.equal([ED, "ssh-rsa"]);
  });

  it("tells a changed key from one of a type that was never seen", () => {
    expect(ask(`# mine\n\n${line("media1", A)}`, "media1", B)).to.deep.equal({ is: "changed", source: "kh:3" });
    expect(ask(line("media1", A), "media1", RSA)).to.deep.equal({ is: "unknown", otherTypes: [ED] });
  });

  it("honours @revoked even when another line trusts the key", () => {
    const text = [line("media1", A), line("@revoked *", A)].join("\n");
    expect(ask(text, "media1", A)).to.deep.equal({ is: "revoked", source: "kh:2" });
    expect(ask(line("@revoked media1", A), "media1", B).is).to.equal("unknown");
  });

  it("says that a certificate authority is trusted, unless the key itself is known", () => {
    const text = line("@cert-authority *.example.com", B);
    expect(ask(text, "web.example.com", A)).to.deep.equal({ is: "authority", source: "kh:1" });
    expect(ask(`${text}\n${line("web.example.com", A)}`, "web.example.com", A).is).to.equal("known");
    expect(ask(text, "elsewhere.org", A).is).to.equal("unknown");
  });

  it("leaves out what is no key line, and never trips over it", () => {
    const text = [
      "# comment",
      "",
      "media1",
      "media1 ssh-ed25519",
      "@other media1 ssh-ed25519 AAAA",
      "media1 1024 35 123",
      "\u0000",
    ];
    expect(parseKnownHosts(text.join("\r\n"), "kh")).to.deep.equal([]);
    fc.assert(fc.property(fc.string(), fc.string(), (any, host) => void ask(any, host, A)));
  });

  it("matches hostile patterns in time that does not explode", () => {
    const started = Date.now();
    expect(ask(line(`${"*a".repeat(200)}b`, A), "a".repeat(4000), A).is).to.equal("unknown");
    expect(Date.now() - started).to.be.lessThan(1500);
  });
});
