// Makes a proxy of Go modules in the folder $1: static files, as https://go.dev/ref/mod#goproxy-protocol has them. Its modules are
// github.com/cilium/ebpf, and what that requires, from Debian's packages.
package main

import (
	"archive/zip"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

const (
	sources = "/usr/share/gocode/src"
	ebpf    = "github.com/cilium/ebpf"
	version = "v0.99.0"
)

func main() {
	var required []string
	for _, found := range regexp.MustCompile(`(?m)^(?:require )?\s*([a-z0-9.]+/\S+) v`).FindAllSubmatch(modFile(ebpf), -1) {
		if module := string(found[1]); modFile(module) != nil {
			required = append(required, module)
		}
	}
	serve(ebpf, required)
	for _, module := range required {
		serve(module, nil)
	}
}

// modFile is nil where there is no package of the module.
func modFile(module string) []byte {
	text, _ := os.ReadFile(filepath.Join(sources, module, "go.mod"))
	return text
}

func serve(module string, required []string) {
	language := regexp.MustCompile(`(?m)^go .*`).Find(modFile(module))
	mod := fmt.Sprintf("module %s\n\n%s\n", module, language)
	for _, each := range required {
		mod += fmt.Sprintf("\nrequire %s %s\n", each, version)
	}
	folder := filepath.Join(os.Args[1], module, "@v")
	must(os.MkdirAll(folder, 0o755))
	for name, text := range map[string]string{
		"list":            version + "\n",
		version + ".info": fmt.Sprintf(`{"Version": %q}`, version),
		version + ".mod":  mod,
	} {
		must(os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644))
	}
	file, err := os.Create(filepath.Join(folder, version+".zip"))
	must(err)
	archive := zip.NewWriter(file)
	root := filepath.Join(sources, module)
	must(filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			if entry != nil && entry.IsDir() && path != root {
				if _, missing := os.Stat(filepath.Join(path, "go.mod")); missing == nil {
					return fs.SkipDir // another module
				}
			}
			return err
		}
		relative, _ := filepath.Rel(root, path)
		text := []byte(mod)
		if relative != "go.mod" {
			text, err = os.ReadFile(path)
			must(err)
		}
		part, err := archive.Create(module + "@" + version + "/" + relative)
		must(err)
		_, err = part.Write(text)
		return err
	}))
	must(archive.Close())
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
