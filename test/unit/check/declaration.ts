/** A declaration with nothing wrong in it. */
export const GOOD = {
  connection: { host: "media1.example.net" },
  device: "bond0",
  mode: "active-backup",
  members: ["em1", "em2"],
  addresses: ["10.0.0.2/24"],
};

/** The good declaration with some properties changed. */
export const declared = (change: Record<string, unknown> = {}): Record<string, unknown> => ({ ...GOOD, ...change });
