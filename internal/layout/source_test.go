package layout

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const module = "github.com/spikelet/spikelet"

// pkg is one package of the module with all its files, those of other processors and systems included.
type pkg struct {
	path        string // relative to the module: "internal/ir"; "." is the root
	code, tests []file
}

// file is a parsed Go file.
type file struct {
	name      string // relative to the module
	generated bool
	lines     int
	syntax    *ast.File
}

var fset = token.NewFileSet()

// packages are those of the module, parsed once for all tests.
var packages = sync.OnceValues(func() ([]pkg, error) {
	listed, err := list()
	if err != nil {
		return nil, err
	}
	pkgs := make([]pkg, len(listed))
	for i, l := range listed {
		if pkgs[i], err = l.parse(); err != nil {
			return nil, err
		}
	}
	return pkgs, nil
})

func load(t *testing.T) []pkg {
	t.Helper()
	pkgs, err := packages()
	if err != nil {
		t.Fatal(err)
	}
	return pkgs
}

// listing is what this test reads of the output of go list.
type listing struct {
	Dir, ImportPath           string
	GoFiles, IgnoredGoFiles   []string
	TestGoFiles, XTestGoFiles []string
}

func list() ([]listing, error) {
	cmd := exec.Command("go", "list", "-e", "-json", module+"/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, errors.New("go list: " + stderr.String())
	}
	var all []listing
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var l listing
		if err := d.Decode(&l); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
}

func (l listing) parse() (pkg, error) {
	p := pkg{path: relative(l.ImportPath)}
	for _, names := range [][]string{l.GoFiles, l.IgnoredGoFiles, l.TestGoFiles, l.XTestGoFiles} {
		for _, name := range names {
			syntax, err := parser.ParseFile(fset, filepath.Join(l.Dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return p, err
			}
			f := file{
				name:      filepath.ToSlash(filepath.Join(p.path, name)),
				generated: ast.IsGenerated(syntax),
				lines:     fset.File(syntax.FileStart).LineCount() - 1,
				syntax:    syntax,
			}
			if strings.HasSuffix(name, "_test.go") {
				p.tests = append(p.tests, f)
			} else {
				p.code = append(p.code, f)
			}
		}
	}
	return p, nil
}

// relative is an import path without the module's: "." for the root.
func relative(importPath string) string {
	if importPath == module {
		return "."
	}
	return strings.TrimPrefix(importPath, module+"/")
}

// imports are the paths that f imports.
func (f file) imports() []string {
	var paths []string
	for _, spec := range f.syntax.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			panic("layout: " + err.Error())
		}
		paths = append(paths, path)
	}
	return paths
}

// inside reports whether the package at path is tree or lies below it.
func inside(path, tree string) bool { return path == tree || strings.HasPrefix(path, tree+"/") }
