package parser_test

import (
	"strings"
	"testing"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/parser"
)

// inModel wraps an expression into the smallest model.
func inModel(expression string) string {
	return "model m:\n    internals:\n        x real = " + expression + "\n"
}

func parseExpression(t testing.TB, expression string) (ast.Expr, *diag.List) {
	t.Helper()
	f, l := parser.Parse(diag.NewSource("expression", inModel(expression)))
	if len(f.Models) != 1 || f.Models[0].Internals == nil || len(f.Models[0].Internals.Decls) != 1 {
		t.Fatalf("%s: no tree: %s", expression, l.Text())
	}
	return f.Models[0].Internals.Decls[0].Value, l
}

// shape is the tree of an expression as Dump writes it.
func shape(t testing.TB, expression string) string {
	t.Helper()
	f, l := parser.Parse(diag.NewSource("expression", inModel(expression)))
	if l.HasErrors() {
		t.Fatalf("%s: %s", expression, l.Text())
	}
	_, value, _ := strings.Cut(ast.Dump(f), "Value ")
	_, value, _ = strings.Cut(strings.TrimSpace(value), " ")
	return value
}

func TestPrecedence(t *testing.T) {
	for expression, want := range map[string]string{
		"a + b * c":               "(+ a (* b c))",
		"a - b - c":               "(- (- a b) c)",
		"a / b * c % d // e":      "(// (% (* (/ a b) c) d) e)",
		"a ** b ** c":             "(** a (** b c))",
		"-a ** 2":                 "(- (** a 2))",
		"2 ** -a":                 "(** 2 (- a))",
		"2 ** -a ** b":            "(** 2 (- (** a b)))",
		"2 ** -a * b":             "(* (** 2 (- a)) b)",
		"-a * b":                  "(* (- a) b)",
		"a * -b":                  "(* a (- b))",
		"- - +a":                  "(- (- (+ a)))",
		"~a & b":                  "(& (~ a) b)",
		"a + b << c & d < e":      "(< (& (<< (+ a b) c) d) e)",
		"a | b == c":              "(== (| a b) c)",
		"a <> b":                  "(!= a b)",
		"x<-1":                    "(< x (- 1))",
		"not a == b":              "(not (== a b))",
		"not a and b":             "(and (not a) b)",
		"a == not b":              "(== a (not b))",
		"a or b and c or d":       "(or (or a (and b c)) d)",
		"a and b ? c + 1 : d":     "(? (and a b) (+ c 1) d)",
		"a ? b : c ? d : e":       "(? (? a b c) d e)",
		"a ? b ? c : d : e":       "(? a (? b c d) e)",
		"(a + b) * c":             "(* (paren (+ a b)) c)",
		"f(a, -b)(":               "",
		"f(g(a), b[i + 1], c'')":  "(f() (g() a) b[(+ i 1)] c'')",
		"f()":                     "(f())",
		"\"text # not\"":          "\"text # not\"",
		"true or True or False":   "(or (or true true) false)",
		"-inf":                    "(- inf)",
		"1. + .5 + 1.e3 + 2E-3":   "(+ (+ (+ 1. .5) 1.e3) 2E-3)",
		"007":                     "007",
		"1 mV**2 * x":             "(* {1 mV**2} x)",
		"1 mV * 2":                "(* {1 mV} 2)",
		"-65 mV":                  "(- {65 mV})",
		"(V - 1 mV) / 2 mV":       "(/ (paren (- V {1 mV})) {2 mV})",
		"e**2 * pi + exp(1)":      "(+ (* (** e 2) pi) (exp() 1))",
		"x' + x''":                "(+ x' x'')",
		"a <= b or a >= b":        "(or (<= a b) (>= a b))",
		"1 + \\\n            2":   "(+ 1 2)",
		"a ^ b + c >> 1":          "(>> (^ a (+ b c)) 1)",
		"1 pA*convolve(k, s)":     "(* {1 pA} (convolve() k s))",
		"m**3*h":                  "(* (** m 3) h)",
		"3 mV/2 ms":               "(/ {3 mV} {2 ms})",
		"a ? 1 mV : 2 mV":         "(? a {1 mV} {2 mV})",
		"resolution() * 1 ms**-1": "(* (resolution()) {1 ms**-1})",
		"12 1/ms + a":             "(+ {12 1/ms} a)",
		"12 1/ms/mV*a":            "(* {12 1/ms/mV} a)",
		"12 1/a":                  "",
		"12 1":                    "",
	} {
		if want == "" {
			if _, l := parseExpression(t, expression); !l.HasErrors() {
				t.Errorf("%s is no error", expression)
			}
			continue
		}
		if got := shape(t, expression); got != want {
			t.Errorf("%s is read as %s, want %s", expression, got, want)
		}
	}
}
