package layout

import (
	"go/ast"
	"path"
	"strings"
	"testing"
)

const (
	maxFileLines     = 450 // aim for 250
	maxFunctionLines = 70  // aim for 25
)

func TestFilesAreShort(t *testing.T) {
	for _, p := range load(t) {
		for _, f := range append(p.code, p.tests...) {
			if f.lines > maxFileLines && !f.generated {
				t.Errorf("%s has %d lines; more than %d want a second file", f.name, f.lines, maxFileLines)
			}
		}
	}
}

func TestFunctionsAreShort(t *testing.T) {
	for _, p := range load(t) {
		for _, f := range p.code {
			if f.generated {
				continue
			}
			for _, d := range f.syntax.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && lines(fn) > maxFunctionLines {
					t.Errorf("%s: %s has %d lines; more than %d want a second function", f.name, fn.Name.Name, lines(fn), maxFunctionLines)
				}
			}
		}
	}
}

// lines counts those of n, without what is said about it above.
func lines(n *ast.FuncDecl) int {
	return fset.Position(n.End()).Line - fset.Position(n.Type.Pos()).Line + 1
}

// TestPackagesAreDocumented: in doc.go, but for a command, whose main.go may be all there is.
func TestPackagesAreDocumented(t *testing.T) {
	for _, p := range load(t) {
		if len(p.code) == 0 {
			continue
		}
		documented := 0
		for _, f := range p.code {
			switch doc := f.syntax.Doc.Text(); {
			case doc == "":
			case path.Base(f.name) != "doc.go" && f.syntax.Name.Name != "main":
				t.Errorf("%s: the package's documentation belongs into doc.go", f.name)
			case f.syntax.Name.Name != "main" && !strings.HasPrefix(doc, "Package "+f.syntax.Name.Name+" "):
				t.Errorf("%s: begin with “Package %s …”", f.name, f.syntax.Name.Name)
			default:
				documented++
			}
		}
		if documented != 1 {
			t.Errorf("%s has no documented doc.go", p.path)
		}
	}
}

func TestPackageNamesSaySomething(t *testing.T) {
	for _, p := range load(t) {
		switch path.Base(p.path) {
		case "util", "utils", "common", "base", "helper", "helpers", "misc", "types":
			t.Errorf("%s: name the package after what it is about", p.path)
		}
	}
}
