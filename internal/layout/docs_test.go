package layout

import (
	"go/ast"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

// pages are the Markdown files of the repository by their path in it.
func pages(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "results" || path != root && strings.HasPrefix(entry.Name(), ".")):
			return fs.SkipDir
		case filepath.Ext(path) != ".md":
			return nil
		}
		text, err := os.ReadFile(path)
		texts[strings.TrimPrefix(filepath.ToSlash(path), root+"/")] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

func TestLinksLeadSomewhere(t *testing.T) {
	for page, text := range pages(t) {
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			target, _, _ := strings.Cut(match[1], "#")
			if target == "" || strings.Contains(target, "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(root, filepath.Dir(page), target)); err != nil {
				t.Errorf("%s links to %s, which does not exist", page, match[1])
			}
		}
	}
}

func TestDecisionsAreShort(t *testing.T) {
	for page, text := range pages(t) {
		if inside(page, "docs/decisions") && strings.Count(text, "\n") >= 60 {
			t.Errorf("%s has 60 lines or more", page)
		}
	}
}

// TestReadmeNamesTwoCommands: whoever comes here needs no others.
func TestReadmeNamesTwoCommands(t *testing.T) {
	readme := pages(t)["README.md"]
	var commands []string
	for _, block := range regexp.MustCompile("(?s)```\n(.*?)```").FindAllStringSubmatch(readme, -1) {
		commands = append(commands, strings.TrimSpace(block[1]))
	}
	want := []string{"go run ./cmd/spikelet run examples/adaptation/network.yaml", "go test ./..."}
	if strings.Join(commands, "; ") != strings.Join(want, "; ") {
		t.Errorf("the README's commands are %q, not %q", commands, want)
	}
}

// TestModelsAreListed: each built-in model has its row in the table.
func TestModelsAreListed(t *testing.T) {
	table := pages(t)["models/README.md"]
	files, err := filepath.Glob(root + "/models/*.nestml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".nestml"); !strings.Contains(table, "| `"+name+"` |") {
			t.Errorf("models/README.md does not list %s", name)
		}
	}
}

// TestErrorsAreStated: docs/numerics.md has the error of each mathematical function that its doc comment states.
func TestErrorsAreStated(t *testing.T) {
	text := pages(t)["docs/numerics.md"]
	for _, p := range load(t) {
		for _, f := range p.code {
			if p.path != "internal/ir/mathfn" {
				continue
			}
			for _, d := range f.syntax.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok {
					continue
				}
				stated := regexp.MustCompile(`Error\s(\S+)\sulp`).FindStringSubmatch(fn.Doc.Text())
				if stated != nil && !strings.Contains(text, "`"+fn.Name.Name+"` "+stated[1]) {
					t.Errorf("docs/numerics.md does not say that the error of %s is %s ulp", fn.Name.Name, stated[1])
				}
			}
		}
	}
}

// TestPackagesAreExplained: docs/architecture.md names every package, those of one folder as internal/ir/{mathfn,eval}.
func TestPackagesAreExplained(t *testing.T) {
	text := pages(t)["docs/architecture.md"]
	for _, group := range regexp.MustCompile("`([a-z/]*/)?\\{([a-z,]+)\\}`").FindAllStringSubmatch(text, -1) {
		for _, name := range strings.Split(group[2], ",") {
			text += "`" + group[1] + name + "`"
		}
	}
	for _, p := range load(t) {
		if p.path != "." && !strings.Contains(text, "`"+p.path+"`") {
			t.Errorf("docs/architecture.md does not explain %s", p.path)
		}
	}
}
