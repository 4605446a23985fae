/** Where NetworkManager keeps profiles as keyfiles that people and tools may write. Every name in it counts. */
const KEYFILES = "/etc/NetworkManager/system-connections";

/** Where it keeps profiles that end with the next boot, and where packages bring theirs. */
const OTHERS = ["/run/NetworkManager/system-connections", "/usr/lib/NetworkManager/system-connections"];

/** The resolver's file. NetworkManager writes it unless another program does. */
export const RESOLVER = "/etc/resolv.conf";

/** A new profile of a bond, and one that makes a NIC its member. */
export const bondPath = (device: string) => `${KEYFILES}/${device}.nmconnection`;
export const memberPath = (device: string, member: string) => `${KEYFILES}/${device}-${member}.nmconnection`;

/** Whether a path is that of a keyfile, in whichever folder. */
export const isKeyfile = (path: string) => [KEYFILES, ...OTHERS].some((folder) => path.startsWith(`${folder}/`));

/** Whether a keyfile is one that can be written and stays. */
export const isLasting = (path: string) => path.startsWith(`${KEYFILES}/`);

/** Names that NetworkManager passes over. */
const IGNORED = /\/\.|~$|\.(pem|der)$|\.[A-Z0-9]{6}$/;

/** Whether NetworkManager reads a file of that name as a profile. */
export const isLive = (path: string) => isKeyfile(path) && !IGNORED.test(path.slice(path.lastIndexOf("/")));
