import pulumi
from pulumi_linux_bond import BondInterface, BondMode, BondOptionsArgs

config = pulumi.Config()
members: list[str] = config.get_object("members") or ["em1", "em2"]

# The host and the way to it are the stack's configuration: linux-bond:host, linux-bond:user and so on.
bond = BondInterface(
    "bond0",
    mode=BondMode.ACTIVE_BACKUP,
    members=members,
    options=BondOptionsArgs(miimon=config.get_int("miimon") or 100),
    addresses=[config.require("address")],
)

pulumi.export("mode", bond.mode)
pulumi.export("proc", bond.proc)

# Looked up, not managed: a bond of the same host that something else declares.
other = config.get("other")
if other is not None:
    pulumi.export("otherMembers", BondInterface.get("other", other).members)
