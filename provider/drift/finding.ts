/** One difference between what is declared and what the host has. */
export interface Finding {
  /** Whether the files say it (what the next boot brings) or the kernel (what runs now). */
  in: "files" | "kernel";
  text: string;
  /** The property that shows it and its observed value (undefined: the host has none). Absent: it belongs to no property. */
  shows?: { property: string; option?: string; value: unknown };
}

/** The words of routes and rules, in the order in which people write them; the engine sorts the keys of its state. */
const WORDS = "from to via metric table source type mtu onLink priority fwmark iif".split(" ");

/** A value as it stands in a sentence. */
function show(value: unknown): string {
  if (value === undefined || value === "") return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(show).join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  const said = value as Record<string, unknown>;
  const words = WORDS.filter((name) => said[name] !== undefined);
  return words.map((name) => (name === "to" && "via" in said ? said.to : `${name} ${said[name]}`)).join(" ");
}

/** "ifcfg-bond0: miimon is 50, declared 100" */
function sentence(place: string, name: string, found: unknown, declared: unknown): string {
  return `${place}: ${name} ${Array.isArray(declared) ? "are" : "is"} ${show(found)}, declared ${show(declared)}`;
}

/** A difference that the property of the same name shows. */
export function onProperty(
  where: Finding["in"],
  place: string,
  property: string,
  found: unknown,
  declared: unknown,
): Finding {
  return { in: where, text: sentence(place, property, found, declared), shows: { property, value: found } };
}

/** A difference that the option of this name shows. */
export function onOption(
  where: Finding["in"],
  place: string,
  option: string,
  found: unknown,
  declared: unknown,
): Finding {
  return {
    in: where,
    text: sentence(place, option, found, declared),
    shows: { property: "options", option, value: found },
  };
}

/** A difference that no property shows. */
export function apart(where: Finding["in"], place: string, name: string, found: unknown, declared: unknown): Finding {
  return { in: where, text: sentence(place, name, found, declared) };
}

/** A bond without a mode is none: the property, which must have a value, does not show that. */
export function modeFindings(
  where: Finding["in"],
  place: string,
  found: string | undefined,
  declared: unknown,
): Finding[] {
  if (found === declared) return [];
  const tell = found === undefined ? apart : onProperty;
  return [tell(where, place, "mode", found, declared)];
}
