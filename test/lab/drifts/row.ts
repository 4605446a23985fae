/** A change by hand and the sentences that a refresh must say about it. */
export interface HandDrift {
  name: string;
  hand: string;
  files?: string[];
  kernel?: string[];
}

/** A bond, and changes to it that do not get in each other's way: they are named one by one and repaired together. */
export interface Round {
  program: Record<string, unknown>;
  drifts: HandDrift[];
}

export const B = "/sys/class/net/bond0/bonding";
export const S = "/etc/sysconfig/network-scripts";
export const write = (option: string, value: string) => `echo ${value} > ${B}/${option}`;
export const down = (command: string) => `ip link set bond0 down; ${command}; ip link set bond0 up`;
export const edit = (file: string, from: string, to: string) =>
  `grep -q '${from}' ${S}/${file}; sed -i 's|${from}|${to}|' ${S}/${file}`;

/** An option of the running bond set by hand. */
export function option(
  name: string,
  command: string,
  found: string | number | boolean,
  declared: string | number | boolean,
): HandDrift {
  return {
    name: `${name} set by hand`,
    hand: command,
    kernel: [`kernel: bond0: ${name} is ${found}, declared ${declared}`],
  };
}

export const bond = (more: Record<string, unknown>) => ({
  device: "bond0",
  members: ["em2", "em3"],
  addresses: ["10.50.0.5/24"],
  apply: { requirePartner: false },
  ...more,
});

/** A bond with something of everything. */
export const BACKUP = bond({
  mode: "active-backup",
  options: { miimon: 100, updelay: 200, primary: "em2" },
  gateway: "10.50.0.1",
  routes: [{ to: "10.60.0.0/16", via: "10.50.0.1" }],
  dns: ["10.50.0.53"],
  mtu: 1400,
  macAddress: "02:00:00:00:50:05",
});
