module pulumi-linux-bond/python-go-hosts

go 1.26

require github.com/pulumi/pulumi/sdk/v3 v3.62.0
