import { BALANCING } from "./rows/balancing";
import { FAILOVER } from "./rows/failover";
import { LACP } from "./rows/lacp";
import { MONITOR } from "./rows/monitor";
import { NOT_PERSISTENT } from "./rows/notPersistent";

/**
 * THE option table: one row per option of the kernel's bonding driver, by API name (camelCase of the kernel's name).
 * check, plan, render, parse, the TypeScript types and the README's table are derived from it; the line above a row is
 * what an editor shows.
 */
export const OPTIONS: Rows = { ...MONITOR, ...FAILOVER, ...BALANCING, ...LACP, ...NOT_PERSISTENT };

/** Named, so that the declarations of the package refer to the rows' own and keep what stands above them. */
type Rows = typeof MONITOR & typeof FAILOVER & typeof BALANCING & typeof LACP & typeof NOT_PERSISTENT;
