/** What the command can do, for people. */
export const USAGE = `Usage: pulumi-linux-bond <command> ...

  status [user@]host [device ...]    bonds as a table: members, links, LACP partner, what is wrong
                                     --json prints the output "state" (by device unless one is named)
                                     exit code 0: healthy, 1: not, 2: could not look
  import [user@]host device ...      the file for "pulumi import" and the program of bonds that are there
                                     --name NAME for the resource, --out FOLDER to write both as files
  transactions [user@]host           what was changed on the host, and what waits to be confirmed
  rollback [user@]host [id]          undoes now what is not confirmed
  parse proc FILE                    a text of /proc/net/bonding ("-": standard input) as JSON, like the output "state"
  parse ifcfg FILE                   an ifcfg file as JSON, one KEY: value for each variable that it sets
  help, --version

The connection, by the names and rules of the resource:
  --port --user --private-key-path --agent-socket-path --host-key --known-hosts-path --insecure-ignore-host-key
  --legacy-algorithms (repeatable) --proxy [user@]host[:port] --sudo --dial-error-limit --per-dial-timeout
  --command-timeout --keep-alive-timeout
Secrets come from the environment, because command lines are seen by all:
  LINUX_BOND_PASSWORD, LINUX_BOND_PRIVATE_KEY_PASSWORD, LINUX_BOND_SUDO_PASSWORD
`;
