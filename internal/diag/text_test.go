package diag_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/diag"
)

// about makes a diagnostic about the first occurrence of part in text.
func about(text, part string) diag.Diagnostic {
	start := strings.Index(text, part)
	return diag.Diagnostic{
		Source: diag.NewSource("a.nestml", text), Span: diag.Span{Start: start, End: start + len(part)},
		Code: "some-code", Message: "this is wrong",
	}
}

func render(style diag.Style, all ...diag.Diagnostic) string {
	var l diag.List
	for _, d := range all {
		l.Add(d)
	}
	return l.Format(style)
}

func TestText(t *testing.T) {
	d := about("model m:\n    state:\n        V_m mV = g_K\n", "g_K")
	d.Why, d.Fix = "every name is declared.", "declare g_K\nin parameters."
	want := `a.nestml:3:18: error: this is wrong [some-code]
    3 |         V_m mV = g_K
      |                  ^^^
  why: every name is declared.
  fix: declare g_K
       in parameters.
`
	if diff := cmp.Diff(want, render(diag.Style{}, d)); diff != "" {
		t.Error(diff)
	}
}

func TestExcerpts(t *testing.T) {
	long := strings.Repeat("abcdefghi ", 30)
	for _, test := range []struct{ name, text, part, want string }{
		{"tab", "\tx = \ty", "y", "    x =     y\n            ^"},
		{"wide", "é 神経 = q", "q", "é 神経 = q\n         ^"},
		{"combining", "a\u0301b = q", "q", "a\u0301b = q\n     ^"},
		{"many lines", "one two\nthree", "two\nthree", "one two\n    ^^^"},
		{"at end of line", "one\ntwo", "\n", "one\n   ^"},
		{"carriage return", "one\r\ntwo", "\r\n", "one\n   ^"},
		{"empty span", "one", "", "one\n^"},
		{"control characters", "a\x1b[31m b", "b", "a\uFFFD[31m b\n       ^"},
		{"no text", "a\xff b", "b", "a\uFFFD b\n   ^"},
		{"long, near the start", long, "bc", "abcdefghi abcdefghi abcdefghi abcdefghi…\n ^^"},
		{"long, far", long[:200] + "HERE" + long[200:], "HERE", "…ghi abcdefghi abcdHERE" + "abcdefghi abcd"},
		{"long span", long[:100] + "HERE" + long + "THERE", "HERE" + long + "THERE", "…bcdefghi abcdefghi HEREabcdefghi abcde…\n                    ^^^^^^^^^^^^^^^^^^^^"},
	} {
		got := render(diag.Style{Width: 40}, about(test.text, test.part))
		lines := strings.Split(got, "\n")[1:3]
		got = strings.TrimPrefix(lines[0], "    1 | ") + "\n" + strings.TrimPrefix(lines[1], "      | ")
		if test.name == "long, far" {
			source, carets := []rune(lines[0]), strings.Index(lines[1], "^^^^")
			if string(source[carets:carets+4]) != "HERE" || len(source) > 48 || !strings.HasSuffix(lines[0], "…") {
				t.Errorf("%s: got\n%s", test.name, got)
			}
			continue
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestColour(t *testing.T) {
	d := about("x", "x")
	d.Severity = diag.Warning
	got := render(diag.Style{Colour: true}, d)
	if !strings.Contains(got, "\x1b[1;33mwarning:\x1b[0m") || !strings.Contains(got, "\x1b[1;33m^\x1b[0m") {
		t.Errorf("%q", got)
	}
	if plain := render(diag.Style{}, d); strings.Contains(plain, "\x1b") {
		t.Errorf("%q", plain)
	}
}

func TestOrderLimitAndSummary(t *testing.T) {
	a, b := about("one two", "one"), about("one two", "two")
	b.Severity = diag.Warning
	var l diag.List
	l.Add(b)
	l.Add(a)
	l.Add(diag.Diagnostic{Message: "no such flag", Severity: diag.Error})
	l.Add(diag.Diagnostic{Message: "by the way", Severity: diag.Note})
	want := "error: no such flag\nnote: by the way\nand 2 diagnostics more\n"
	if diff := cmp.Diff(want, l.Format(diag.Style{Limit: 2})); diff != "" {
		t.Error(diff)
	}
	if all := l.All(); all[2].Span != a.Span || all[3].Span != b.Span {
		t.Errorf("order: %v", all)
	}
	if got := l.Summary(); got != "2 errors, 1 warning" {
		t.Error(got)
	}
	if l.Err() == nil || l.Err().Error() != l.Text() {
		t.Error("a list with errors is no error")
	}
	if empty := new(diag.List); empty.Summary() != "" || empty.Err() != nil || empty.Text() != "" {
		t.Error("an empty list says something")
	}
}

func TestJSON(t *testing.T) {
	d := about("one\ntwo é x", "x")
	d.Why = "because"
	var l diag.List
	l.Add(d)
	l.Add(diag.Diagnostic{Message: "no such flag"})
	got, err := json.Marshal(&l)
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"severity":"error","message":"no such flag"},` +
		`{"file":"a.nestml","line":2,"column":7,"end":{"line":2,"column":8},"severity":"error","code":"some-code","message":"this is wrong","why":"because"}]`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	if empty, _ := json.Marshal(new(diag.List)); string(empty) != "[]" {
		t.Errorf("no diagnostics: %s", empty)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"V_m", "E_L", "tau_syn_ex", "tau_syn_in", "exp", "expm1", "integrate_odes", "g"}
	for name, want := range map[string]string{
		"v_m": "V_m", "Vm": "V_m", "tau_syn_exc": "tau_syn_ex", "tau_sny_in": "tau_syn_in", "integrate_ode": "integrate_odes",
		"G": "g", "xp": "exp", "epx": "exp", "h": "", "completely": "", "": "", strings.Repeat("x", 1000): "",
	} {
		if got, ok := diag.Nearest(name, known); got != want || ok != (want != "") {
			t.Errorf("Nearest(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzFormat(f *testing.F) {
	f.Add("\tx = 神\xff\r\ny", 2, 9, 10)
	f.Add("", 0, 0, 1)
	f.Fuzz(func(t *testing.T, text string, start, end, width int) {
		s := diag.NewSource("f", text)
		got := render(diag.Style{Width: width}, diag.Diagnostic{Source: s, Span: diag.Span{Start: start, End: end}, Message: "m"})
		if !utf8.ValidString(got) || !strings.HasSuffix(got, "\n") {
			t.Fatalf("%q", got)
		}
		if p := s.Position(start); p.Line < 1 || p.Column < 1 {
			t.Fatalf("position %v", p)
		}
	})
}
