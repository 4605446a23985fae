import { ALONE, PLAIN } from "./alone";
import { EDITED } from "./edited";
import { LIVE } from "./live";
import { MODES } from "./modes";
import type { Round } from "./row";

/** In the order in which they are played; where a round's program is another, the bond is changed to it first. */
export const ROUNDS: Round[] = [EDITED, LIVE, ...ALONE.map((drift) => ({ program: PLAIN, drifts: [drift] })), ...MODES];
