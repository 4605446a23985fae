/** Properties of a connection that are secrets in state without the user doing anything. */
export const CREDENTIALS = ["privateKey", "privateKeyPassword", "password"] as const;
