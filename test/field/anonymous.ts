import { isOurText } from "../../provider/formats/ifcfg/account";

/** Puts others in the place of the names and numbers of one host, the same for the same all over its files. */
export class Anonymous {
  readonly #networks = new Map<string, number>();
  readonly #networks6 = new Map<string, number>();
  readonly #macs = new Map<string, number>();

  /** A text of a host: addresses, MACs, names of hosts and domains, comments, and values that may be secrets. */
  text(content: string): string {
    return this.#numbers(content.split("\n").map(withoutNames).join("\n"));
  }

  #numbers(text: string): string {
    return text
      .replace(/\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi, (mac) => this.#mac(mac))
      .replace(/(?<![\w:.])[0-9a-f]{1,4}(:[0-9a-f]{0,4}){2,7}(?![\w:])/gi, (address) => this.#ipv6(address))
      .replace(/(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3}\.\d{1,3})(?![\d.])/g, (whole, a, b, rest) =>
        isPublic(Number(a), Number(b)) ? `100.${64 + numberOf(this.#networks, `${a}.${b}`, 64)}.${rest}` : whole,
      );
  }

  #mac(mac: string): string {
    if (/^(ff:){5}ff$|^(00:){5}00$/i.test(mac)) return mac;
    const number = numberOf(this.#macs, mac.toLowerCase(), 65_536) + 1;
    const bytes = [number >> 8, number & 255].map((byte) => byte.toString(16).padStart(2, "0"));
    return `52:54:00:00:${bytes.join(":")}`;
  }

  /** The half of an address that the kernel made of a MAC: of the MAC that takes its place. */
  #fromMac(half: string): string {
    const digits = half
      .split(":")
      .map((group) => group.padStart(4, "0"))
      .join("");
    const bytes = digits.match(/../g) ?? [];
    const first = (Number.parseInt(bytes[0] ?? "", 16) ^ 2).toString(16).padStart(2, "0");
    const mac = [first, ...bytes.slice(1, 3), ...bytes.slice(5)].join(":");
    return `5054:ff:fe00:${this.#mac(mac).slice(-5).replace(":", "")}`;
  }

  /** The network's first 48 bits are replaced, and the host's part where a MAC stands in it. */
  #ipv6(address: string): string {
    const groups = address.split(":");
    const host = address.replace(/([0-9a-f]{1,4}):([0-9a-f]{0,2})ff:fe([0-9a-f]{2}):([0-9a-f]{1,4})$/i, (made) =>
      this.#fromMac(made),
    );
    const first = Number.parseInt(groups[0] ?? "", 16);
    if (!(first >= 0x2000 && first <= 0x3fff) || groups.length < 3) return host;
    const network = groups.slice(0, 3).join(":");
    const replaced = `2001:db8:${(1 + numberOf(this.#networks6, network, 65_535)).toString(16)}`;
    return groups[1] === "" || groups[2] === "" ? `${replaced}::${groups.at(-1)}` : host.replace(network, replaced);
  }
}

/** A number for each name, from 0 on. */
function numberOf(known: Map<string, number>, name: string, most: number): number {
  const number = known.get(name) ?? known.size % most;
  known.set(name, number);
  return number;
}

/** Netmasks, private networks and those of the documentation say nothing about anybody. */
function isPublic(a: number, b: number): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  const harmless = ["192.168", "169.254", "192.0", "198.51", "203.0", "198.18", "198.19"];
  return !harmless.includes(`${a}.${b}`) && !(a === 172 && b >= 16 && b < 32) && !(a === 100 && b >= 64 && b < 128);
}

/** One line of a file: a comment's words go, and the value of a key that names somebody or may be a secret. */
function withoutNames(line: string): string {
  if (/^\s*#/.test(line)) return isOurText(line) ? line : "# comment";
  if (/^\s*(search|domain)\s/.test(line)) return line.replace(/^(\s*\w+\s+).*/, "$1example.net");
  const [, before = "", key = "", quote = "", value = ""] = /^(\s*(?:export\s+)?)(\w+)=(["']?)(.*)$/.exec(line) ?? [];
  if (key === "" || value.replace(/["']$/, "") === "") return line;
  if (/^(HOSTNAME|DHCP_HOSTNAME|DOMAIN)$/.test(key)) return `${before}${key}=${quote}example.net${quote}`;
  return /(KEY|PASS|PWD|PSK|SECRET|TOKEN|CRED|IDENTITY)/.test(key) || /@/.test(value)
    ? `${before}${key}=${quote}removed${quote}`
    : line;
}
