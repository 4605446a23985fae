import type { Rule } from "../facts";
import * as addresses from "./addresses";
import * as bridge from "./bridge";
import * as extraKeys from "./extraKeys";
import * as members from "./members";
import * as options from "./options";

/** Everything that must hold between properties, one rule each. */
export const RULES: readonly Rule[] = [members, options, addresses, bridge, extraKeys].flatMap((subject) =>
  Object.values(subject),
);
