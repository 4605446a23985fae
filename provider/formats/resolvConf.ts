/** Name servers and search domains in the order of preference. */
export interface Resolver {
  dns: readonly string[];
  searchDomains: readonly string[];
}

/** What the resolver takes from /etc/resolv.conf: every `nameserver`, and of several `search` lines the last. */
export function readResolver(content: string): { dns: string[]; searchDomains: string[] } {
  const words = content.split("\n").map((line) => line.trim().split(/\s+/));
  const dns = words.flatMap(([word, address]) => (word === "nameserver" && address ? [address] : []));
  const search = words.filter(([word]) => isSearch(word)).at(-1);
  return { dns, searchDomains: search?.slice(1) ?? [] };
}

/**
 * /etc/resolv.conf with some entries taken out and others put in front; lines of other people stay as they are and where
 * they are. An entry that is in both lists is put in front. Nothing to change: the same text.
 */
export function editResolver(content: string, remove: Resolver, add: Resolver): string {
  const before = readResolver(content);
  const searchDomains = merged(before.searchDomains, remove.searchDomains, add.searchDomains);
  const dns = merged(before.dns, remove.dns, add.dns);
  if (same(dns, before.dns) && same(searchDomains, before.searchDomains)) return content;
  const kept = content
    .split("\n")
    .filter((line) => !isSearch(line.trim().split(/\s+/)[0]) && !isServer(line, [...remove.dns, ...add.dns]));
  const search = searchDomains.length > 0 ? [`search ${searchDomains.join(" ")}`] : [];
  const at = kept.findIndex((line) => line.trim().startsWith("nameserver"));
  const place = at >= 0 ? at : kept.at(-1) === "" ? kept.length - 1 : kept.length;
  kept.splice(place, 0, ...search, ...add.dns.map((address) => `nameserver ${address}`));
  return kept.at(-1) === "" || kept.length === 0 ? kept.join("\n") : `${kept.join("\n")}\n`;
}

const isSearch = (word: string | undefined) => word === "search" || word === "domain";

function isServer(line: string, addresses: readonly string[]): boolean {
  const [word, address] = line.trim().split(/\s+/);
  return word === "nameserver" && address !== undefined && addresses.includes(address);
}

/** What is added stands first, what is removed is gone, the rest keeps its order. */
function merged(now: readonly string[], remove: readonly string[], add: readonly string[]): string[] {
  return [...add, ...now.filter((one) => !remove.includes(one) && !add.includes(one))];
}

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one, at) => one === b[at]);
