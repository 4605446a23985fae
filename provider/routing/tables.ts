import type { HostFile } from "../model/observed";

/** Numbers of routing tables by name. */
export type Tables = ReadonlyMap<string, number>;

const BUILT_IN = [
  ["default", 253],
  ["main", 254],
  ["local", 255],
] as const;

/** Where ip looks for names of tables, the first name wins. */
const PLACES = /^\/(usr\/share|etc)\/iproute2\/rt_tables(\.d\/[^/]+\.conf)?$/;

/** The files of a host that name routing tables. */
export const tableFiles = (files: Readonly<Record<string, HostFile>>): Record<string, HostFile> =>
  Object.fromEntries(Object.entries(files).filter(([path]) => PLACES.test(path)));

/** The names that a host has for its routing tables. */
export function tablesOf(files: Readonly<Record<string, HostFile>>): Tables {
  const named = Object.entries(tableFiles(files))
    .flatMap(([, { content }]) => content.split("\n"))
    .flatMap((line): [string, number][] => {
      const [, number, name] = /^\s*(\d{1,10}|0x[0-9a-f]{1,8})\s+([^\s#]+)/i.exec(line) ?? [];
      return number === undefined || name === undefined ? [] : [[name, Number(number)]];
    });
  return new Map([...named.reverse(), ...BUILT_IN]);
}
