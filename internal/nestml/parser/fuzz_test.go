package parser

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// seed adds the models of testdata.
func seed(f *testing.F) {
	paths, err := filepath.Glob("testdata/*/*.nestml")
	if err != nil || len(paths) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("model m:\n  update:\n    x[ = 1 \\\n   [[")
}

// Tokens cover the text in order, and blocks open and close alike.
func FuzzLexer(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		source := diag.NewSource("fuzz", text)
		if !readable(source, &diag.List{}) {
			return
		}
		tokens, comments, _ := lex(source, &diag.List{})
		level, end := 0, int32(0)
		for _, tok := range tokens {
			if tok.start > tok.end || !tok.layout() && tok.start < end || tok.kind != newline && !tok.layout() && tok.start == tok.end {
				t.Fatalf("token %v after %d", tok, end)
			}
			end = max(end, tok.end)
			switch tok.kind {
			case indent:
				level++
			case dedent:
				level--
			}
			if level < 0 {
				t.Fatal("more dedents than indents")
			}
		}
		if last := tokens[len(tokens)-1]; level != 0 || last.kind != endOfFile || int(end) > len(text) {
			t.Fatalf("level %d at the end, which is %v", level, last)
		}
		for _, c := range comments {
			if text[c.start] != '#' || c.end > len(text) {
				t.Fatalf("comment %v", c)
			}
		}
	})
}

// Whatever the text, there is a tree with nodes in the text or a diagnostic, and both can be shown.
func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		source := diag.NewSource("fuzz", text)
		file, list := Parse(source)
		if len(file.Models) == 0 && !list.HasErrors() {
			t.Fatal("no model and no error")
		}
		for _, d := range list.All() {
			if d.Message == "" || d.Code == "" || d.Span.Start > d.Span.End || d.Span.End > len(text) {
				t.Fatalf("diagnostic %+v", d)
			}
		}
		_, _ = list.Text(), ast.Dump(file)
		ast.Inspect(file, func(n ast.Node) bool {
			if s := n.Range(); s.Start > s.End || s.Start < 0 || s.End > len(text) {
				t.Fatalf("%T at %v", n, s)
			}
			return true
		})
	})
}

func BenchmarkParse(b *testing.B) {
	text, err := os.ReadFile("testdata/valid/statements.nestml")
	if err != nil {
		b.Fatal(err)
	}
	source := diag.NewSource("statements", string(text))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, l := Parse(source); l.HasErrors() {
			b.Fatal(l.Text())
		}
	}
}
