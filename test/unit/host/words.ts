import { transactionScript } from "../../../provider/host/scripts";

/** All words of the transaction's script, without the call at its end: a test calls what it is about. */
export const WORDS = transactionScript().replace(/\nrun_from_copy "\$@"\n$/, "\n");
