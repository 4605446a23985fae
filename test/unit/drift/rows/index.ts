import { FILE_ROWS } from "./files";
import type { DriftRow } from "./hands";
import { LINK_ROWS } from "./links";
import { MEMBER_ROWS } from "./members";
import { OPTION_ROWS } from "./options";

/** Everything that can happen to a host behind the program's back. */
export const ROWS: DriftRow[] = [...OPTION_ROWS, ...MEMBER_ROWS, ...LINK_ROWS, ...FILE_ROWS];
