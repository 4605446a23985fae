import type { Desired } from "../../../../provider/model/desired";
import type { Link, Observed } from "../../../../provider/model/observed";
import { ifcfgPath } from "../../../../provider/stacks/network-scripts/paths";
import { edited, plainLink, rootFile } from "../../observedFixture";

/** One thing that happens to a host behind the program's back, and what must be said about it. */
export interface DriftRow {
  name: string;
  desired?: Partial<Desired>;
  change: (observed: Observed) => Observed;
  files?: string[];
  kernel?: string[];
  inputs?: Record<string, unknown>;
}

export const BOND = ifcfgPath("bond0");

/** The bond's sysfs file says something else. */
export const sysfs = (kernel: string, text: string) => (observed: Observed) => {
  const bond = observed.bonds.bond0;
  if (bond?.options[kernel] === undefined) throw new Error(`the bond has no file ${kernel}`);
  return {
    ...observed,
    bonds: { ...observed.bonds, bond0: { ...bond, options: { ...bond.options, [kernel]: text } } },
  };
};

export const link = (name: string, change: Partial<Link>) => (observed: Observed) => {
  const old = observed.links[name];
  if (old === undefined) throw new Error(`no device ${name}`);
  return { ...observed, links: { ...observed.links, [name]: { ...old, ...change } } };
};

/** A device that belongs to nothing any more. */
export const free = (name: string) => (observed: Observed) => {
  const { master: _, ...rest } = observed.links[name] ?? plainLink(name, 9);
  return { ...observed, links: { ...observed.links, [name]: rest } };
};

export const members =
  (...names: string[]) =>
  (observed: Observed) => {
    const bond = observed.bonds.bond0;
    return bond === undefined
      ? observed
      : { ...observed, bonds: { ...observed.bonds, bond0: { ...bond, members: names } } };
  };

export const file = (path: string, from: string | RegExp, to: string) => (observed: Observed) =>
  edited(observed, path, from, to);

export const without = (path: string) => (observed: Observed) => {
  const { [path]: _, ...files } = observed.files;
  return { ...observed, files };
};

export const withFile = (path: string, content: string) => (observed: Observed) => ({
  ...observed,
  files: { ...observed.files, [path]: rootFile(content) },
});

export const fileMode =
  (path: string, change: { mode?: string; owner?: string; exact?: boolean }) => (observed: Observed) => {
    const old = observed.files[path] ?? rootFile("");
    return { ...observed, files: { ...observed.files, [path]: { ...old, ...change } } };
  };

export const noBond = (observed: Observed): Observed => {
  const { bond0: _, ...links } = observed.links;
  return { ...observed, bonds: {}, links };
};

export const all =
  (...changes: ((observed: Observed) => Observed)[]) =>
  (observed: Observed) =>
    changes.reduce((now, change) => change(now), observed);
