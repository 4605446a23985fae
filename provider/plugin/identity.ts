/** The package as programs name it, in tokens, in the stack's configuration and in the executable's name. */
export const PACKAGE = "linux-bond";

/** The type of a bond in programs of every language. It stands in every URN, so it never changes. */
export const TOKEN = `${PACKAGE}:index:BondInterface`;
