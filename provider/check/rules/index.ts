import type { Rule } from "../facts";
import * as addresses from "./addresses";
import * as bridge from "./bridge";
import * as extraKeys from "./extraKeys";
import * as members from "./members";
import * as options from "./options";
import * as routes from "./routes";

/** Everything that must hold between properties, one rule each. */
export const RULES: readonly Rule[] = [members, options, addresses, routes, bridge, extraKeys].flatMap((subject) =>
  Object.values(subject),
);
