import { spawnSync } from "node:child_process";
import { WORDS } from "./words";

/** A network of its own: em1 and em2 up, each with the other end of its cable (p1, p2). */
const NICS = `mount -t sysfs sysfs /sys
ip link set lo up
for number in 1 2; do
  ip link add em$number type veth peer name p$number
  echo 1 >/proc/sys/net/ipv6/conf/em$number/addr_gen_mode
  ip link set p$number up && ip link set em$number up
done
dir=$(mktemp -d)
trap 'rm -r "$dir"' EXIT
`;

/**
 * What a shell with all words of the host's scripts prints in a network namespace of its own, on a real kernel: as root, or
 * with the rights that a user has in a namespace of his own.
 *
 * @throws Error when this machine does not let its users have namespaces
 */
export function inNamespace(shell: string, text: string): string {
  const rights = process.getuid?.() === 0 ? [] : ["--map-root-user"];
  const words = [...rights, "--net", "--mount", shell, "-c", `${WORDS}\n${NICS}\n${text}`];
  const { status, stdout, stderr, error } = spawnSync("unshare", words, { encoding: "utf8" });
  if (error || (status !== 0 && /^unshare:/m.test(stderr)))
    throw new Error(
      `Unable to make a network namespace: ${error?.message ?? stderr.trim()}. Run the tests as root, or allow user namespaces (sysctl kernel.unprivileged_userns_clone=1).`,
    );
  return stdout;
}
