package parser_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/parser"
)

// Each hostile text gets the one diagnostic, in little time.
func TestHostileTexts(t *testing.T) {
	many := strings.Repeat
	for _, test := range []struct{ name, text, code string }{
		{"binary", "\x7fELF\x02\x01\x01\x00\x00\x00", "not-text"},
		{"UTF-16", "m\x00o\x00d\x00e\x00l\x00", "not-text"},
		{"Latin-1", "# caf\xe9\nmodel m:\n    output: spike\n", "not-text"},
		{"too long", many("# long\n", 3<<20), "not-text"},
		{"brackets", inModel(many("(", 100000)), "too-deep"},
		{"closed brackets", inModel(many("(", 100000) + "1" + many(")", 100000)), "too-deep"},
		{"calls", inModel(many("f(", 100000)), "too-deep"},
		{"indexes", inModel(many("x[", 100000)), "too-deep"},
		{"signs", inModel(many("-", 100000) + "1"), "too-deep"},
		{"nots", inModel(many("not ", 100000) + "a"), "too-deep"},
		{"powers", inModel(many("2**", 100000) + "1"), "too-deep"},
		{"questions", inModel(many("a ? ", 100000)), "too-deep"},
		{"choices", inModel("a" + many(" ? b : c", 100000)), "too-long"},
		{"sums", inModel("1" + many(" + 1", 100000)), "too-long"},
		{"units", inModel("1 mV" + many("/(ms", 100000)), "too-deep"},
		{"unit brackets", "model m:\n    state:\n        x " + many("(", 100000), "too-deep"},
		{"ifs", "model m:\n    update:\n" + nestedIfs(300), "too-deep"},
		{"commas", inModel("f(" + many("1,", 100000)), "syntax"},
		{"quotes", many("\"\n", 100000), "open-string"},
		{"rubbish", many("§ ", 100000), "bad-character"},
		{"stray lines", "model m:\n    state:\n" + many("        x = \n", 100000), "no-type"},
		{"kernel commas", "model m:\n    equations:\n        kernel k = 1,\n" + many("#\n", 1<<20), "syntax"},
	} {
		start := time.Now()
		f, l := parser.Parse(diag.NewSource(test.name, test.text))
		all := l.All()
		if len(all) == 0 || all[0].Code != test.code && all[len(all)-1].Code != test.code || len(all) > 210 {
			t.Errorf("%s: %d diagnostics:\n%.1000s", test.name, len(all), l.Text())
		}
		if f == nil || time.Since(start) > 3*time.Second {
			t.Errorf("%s took %v", test.name, time.Since(start))
		}
		if strings.HasPrefix(test.code, "too-") || test.code == "not-text" {
			errors := strings.Count(l.Text(), ": error: ")
			if errors != 1 {
				t.Errorf("%s: %d errors:\n%.2000s", test.name, errors, l.Text())
			}
		}
	}
}

func nestedIfs(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", 8+i) + "if true:\n")
	}
	return b.String() + strings.Repeat(" ", 8+depth) + "x = 1\n"
}

func TestAllCutsOfAModel(t *testing.T) {
	eachModelText(t, "valid", func(path, text string) {
		for end := 0; end < len(text); end += 7 {
			f, l := parser.Parse(diag.NewSource(path, text[:end]))
			checkSpans(t, f)
			if l.Text(); len(l.All()) > 5 {
				t.Fatalf("%s cut at %d has %d diagnostics:\n%s", path, end, len(l.All()), l.Text())
			}
		}
	})
}

func TestLineEnds(t *testing.T) {
	eachModelText(t, "valid", func(path, text string) {
		unix, _ := parser.Parse(diag.NewSource(path, text))
		dos, l := parser.Parse(diag.NewSource(path, "\uFEFF"+strings.ReplaceAll(text, "\n", "\r\n")))
		if l.HasErrors() {
			t.Fatalf("%s with \\r\\n: %s", path, l.Text())
		}
		if a, b := names(unix), names(dos); a != b || a == "" {
			t.Errorf("%s with \\r\\n declares %s, else %s", path, b, a)
		}
	})
}

func TestManyModelsCostLinearTime(t *testing.T) {
	const n = 30000
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "#@ key: value\nmodel m%d:\n output: spike\n", i)
	}
	start := time.Now()
	f, l := parser.Parse(diag.NewSource("many", b.String()))
	if len(f.Models) != n || l.HasErrors() || len(f.Models[n-1].Options) != 1 {
		t.Fatalf("%d models: %s", len(f.Models), l.Summary())
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("%d models took %v", n, took)
	}
}
