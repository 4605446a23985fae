import type { Observed } from "../model/observed";
import type { Refuse } from "./refuse";

/** Snapshot, new files and script of one transaction, with room to spare: what begin.sh insists on. */
const NEEDED_KILOBYTES = 4096;

/** Filesystems that a change of the network may take away from under the host. */
const NETWORK_FILESYSTEMS =
  /^(nfs|nfs4|cifs|smb3|ceph|glusterfs|fuse\.glusterfs|fuse\.sshfs|9p|lustre|afs|ocfs2|gfs2)$/;

/** What makes any change on this host impossible or unsafe, whatever the bond. */
export function hostConflicts(observed: Observed, refuse: Refuse, transaction?: string): string[] {
  const { stack, privileged } = observed;
  const other = observed.transaction && observed.transaction.id !== transaction ? observed.transaction : undefined;
  const found: [boolean, string, string][] = [
    [!privileged, "the user is not root and has no sudo", "Connect as root or declare connection.sudo"],
    [
      NETWORK_FILESYSTEMS.test(stack.rootFilesystem),
      `its root filesystem is on the network (${stack.rootFilesystem})`,
      "Change this bond on the console; the host would lose its disk in between",
    ],
    [!stack.etcWritable, "/etc is read-only", "Remount it writable"],
    [
      stack.freeKilobytes < NEEDED_KILOBYTES,
      `only ${stack.freeKilobytes} kB are free for the snapshot and the files, ${NEEDED_KILOBYTES} are needed`,
      "Free space in /var/lib and /etc",
    ],
    [
      other !== undefined,
      `a change of ${other?.device} by ${other?.holder} is still open (${other?.phase}, transaction ${other?.id})`,
      "Wait until it is confirmed or rolled back, or roll it back with `npx pulumi-linux-bond rollback`",
    ],
  ];
  return found.filter(([holds]) => holds).map(([, why, next]) => refuse(why, next));
}
