// Who claims which member on which host in this program: check runs once per resource and operation, in this one process.
const claims = new Map<string, Map<string, string>>();

/** The members that another bond of this program claims on the same host, as sentences; claims these for `device`. */
export function claim(host: string, device: string, members: readonly string[]): string[] {
  const ofHost = claims.get(host) ?? new Map<string, string>();
  claims.set(host, ofHost);
  for (const [member, owner] of ofHost) if (owner === device) ofHost.delete(member);
  const taken = members.filter((member) => ofHost.has(member));
  for (const member of members) if (!ofHost.has(member)) ofHost.set(member, device);
  return taken.map(
    (member) =>
      `${member} is a member of ${ofHost.get(member)} on ${host} already, and a NIC can be in one bond only. Remove it from one of them.`,
  );
}
