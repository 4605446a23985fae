package main

import (
	"github.com/pulumi-linux-bond/pulumi-linux-bond/sdk/go/linuxbond"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")
		members := []string{"em1", "em2"}
		settings.GetObject("members", &members)

		// The host and the way to it are the stack's configuration: linux-bond:host, linux-bond:user and so on.
		bond, err := linuxbond.NewBondInterface(ctx, "bond0", &linuxbond.BondInterfaceArgs{
			Mode:      linuxbond.BondMode_Active_Backup,
			Members:   pulumi.ToStringArray(members),
			Options:   linuxbond.BondOptionsArgs{Miimon: pulumi.Int(100)},
			Addresses: pulumi.StringArray{pulumi.String(settings.Require("address"))},
		})
		if err != nil {
			return err
		}
		ctx.Export("mode", bond.Mode)
		ctx.Export("proc", bond.Proc)

		// Looked up, not managed: a bond of the same host that something else declares.
		other := settings.Get("other")
		if other == "" {
			return nil
		}
		found, err := linuxbond.GetBondInterface(ctx, "other", pulumi.ID(other), &linuxbond.BondInterfaceState{})
		if err != nil {
			return err
		}
		ctx.Export("otherMembers", found.Members)
		return nil
	})
}
