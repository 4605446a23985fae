import { ADDRESS_ROWS } from "./addresses";
import { FILE_ROWS } from "./files";
import { LINK_ROWS } from "./link";
import { MEMBER_ROWS } from "./members";
import { OPTION_ROWS } from "./options";

export const ROWS = [...OPTION_ROWS, ...MEMBER_ROWS, ...ADDRESS_ROWS, ...LINK_ROWS, ...FILE_ROWS];
