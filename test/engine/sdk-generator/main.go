// What `pulumi package add` does with a schema, for languages whose host in these tests is too old to generate:
// sdk-generator python|go SCHEMA FOLDER
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func fail(why error) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(1)
}

func must(err error) {
	if err != nil {
		fail(err)
	}
}

func bound(file string) *schema.Package {
	text, err := os.ReadFile(file)
	must(err)
	var spec schema.PackageSpec
	must(json.Unmarshal(text, &spec))
	pkg, diagnostics, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	must(err)
	if diagnostics.HasErrors() {
		fail(diagnostics)
	}
	// As `pulumi package add` sets it: an SDK is a module of its own then.
	pkg.SupportPack = true
	return pkg
}

func generated(language string, pkg *schema.Package) (map[string][]byte, error) {
	if language == "go" {
		return gogen.GeneratePackage("pulumi", pkg, nil)
	}
	return python.GeneratePackage("pulumi", pkg, nil, nil)
}

func main() {
	language, file, folder := os.Args[1], os.Args[2], os.Args[3]
	files, err := generated(language, bound(file))
	must(err)
	for name, text := range files {
		path := filepath.Join(folder, name)
		must(os.MkdirAll(filepath.Dir(path), 0o755))
		must(os.WriteFile(path, text, 0o644))
	}
}
