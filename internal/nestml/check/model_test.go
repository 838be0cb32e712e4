package check_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/check"
)

// legal reads a model of testdata that has no errors.
func legal(t *testing.T, name string) *check.Model {
	t.Helper()
	models, list := readFile(t, name+".legal.nestml")
	if len(models) == 0 || list.HasErrors() {
		t.Fatal(list.Text())
	}
	return models[0]
}

func names(list []*check.Symbol) []string {
	names := []string{}
	for _, s := range list {
		names = append(names, s.Name)
	}
	return names
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestIntegrate(t *testing.T) {
	m := legal(t, "integrate_odes")
	branch := m.AST.Update.Body[0].(*ast.If)
	some := branch.Bodies[0][0].(*ast.CallStmt).Call
	all := branch.Else[0].(*ast.CallStmt).Call
	equal(t, "integrate_odes(g, refr_t)", names(m.Integrate[some]), []string{"g", "g'", "refr_t"})
	equal(t, "integrate_odes()", names(m.Integrate[all]), []string{"V_m", "g", "g'", "refr_t"})
}

func TestHandlersRunByPriority(t *testing.T) {
	m := legal(t, "handler")
	got := []string{}
	for _, h := range m.OnReceive {
		got = append(got, h.Port.Name)
	}
	equal(t, "order", got, []string{"inh", "exc"})
}

func TestOptions(t *testing.T) {
	m := legal(t, "option")
	equal(t, "solver", m.Options.Solver, "rkf45")
	equal(t, "absolute tolerance", m.Options.AbsoluteTolerance, 1e-6)
	equal(t, "relative tolerance", m.Options.RelativeTolerance, 0)
	equal(t, "symbols", names([]*check.Symbol{m.Options.Potential, m.Options.GapPort, m.Options.SpikeSignal}),
		[]string{"V_m", "I_gap", "V_m"})
	for port, want := range map[string]string{"exc": "pA", "inh": "nS"} {
		for _, s := range m.Ports {
			if s.Name == port && (!s.HasWeightUnit || s.WeightUnit != mustUnit(t, want)) {
				t.Errorf("weights of %s are in %v, want %s", port, s.WeightUnit, want)
			}
		}
	}
}

func TestAliases(t *testing.T) {
	m := legal(t, "decorator")
	equal(t, "V", m.States[0].Aliases, []string{"V_m"})
	equal(t, "tau", m.Parameters[0].Aliases, nil)
	equal(t, "C_m", m.Parameters[1].Aliases, []string{"C", "capacity"})
	equal(t, "I", m.Inlines[0].Aliases, []string{"I_syn"})
}

func TestDeclaredUnits(t *testing.T) {
	m := legal(t, "ode_unit")
	for _, s := range m.Parameters {
		if s.Declared.Unit == s.Type.Unit || s.Type.Unit != s.Declared.Unit.Internal() {
			t.Errorf("%s: declared %v, in expressions %v", s.Name, s.Declared, s.Type)
		}
	}
}

func TestLoops(t *testing.T) {
	m := legal(t, "loop")
	outer := m.AST.Update.Body[1].(*ast.For)
	inner := outer.Body[1].(*ast.For)
	equal(t, "outer", m.Loops[outer], check.Loop{From: 0, To: 10, Step: 1})
	equal(t, "inner", m.Loops[inner], check.Loop{From: 10, To: 0, Step: -2})
}

// TestTotal walks all legal models: every expression has a type, every name a symbol.
func TestTotal(t *testing.T) {
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		models, list := readFile(t, entry.Name())
		if list.HasErrors() {
			continue
		}
		for _, m := range models {
			w := walker{t, m, entry.Name()}
			w.model()
		}
	}
}

// walker demands that the maps of m are total.
type walker struct {
	*testing.T
	m    *check.Model
	file string
}

func (w walker) model() {
	m := w.m.AST
	for _, b := range []*ast.VarBlock{m.State, m.Parameters, m.Internals} {
		if b != nil {
			w.decls(b.Decls)
		}
	}
	if m.Equations != nil {
		w.decls(m.Equations.Inlines)
		for _, o := range m.Equations.ODEs {
			w.exprs(o.Var, o.Value)
		}
		for _, k := range m.Equations.Kernels {
			w.exprs(k.Parts[0].Var, k.Parts[0].Value)
		}
	}
	if m.Update != nil {
		w.stmts(m.Update.Body)
	}
	for _, h := range m.OnReceive {
		w.exprs(h.Port)
		w.stmts(h.Body)
	}
	for _, h := range m.OnCondition {
		w.exprs(h.Cond)
		w.stmts(h.Body)
	}
	for _, f := range m.Functions {
		w.stmts(f.Body)
	}
}

func (w walker) decls(list []*ast.Decl) {
	for _, d := range list {
		for _, id := range d.Vars {
			w.exprs(id)
		}
		w.exprs(d.Value, d.Guard)
	}
}

func (w walker) stmts(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.Decl:
			w.decls([]*ast.Decl{s})
		case *ast.Assign:
			w.exprs(s.Var, s.Value)
		case *ast.CallStmt:
			w.exprs(s.Call)
		case *ast.Return:
			w.exprs(s.Value)
		case *ast.If:
			w.exprs(s.Conds...)
			for _, body := range s.Bodies {
				w.stmts(body)
			}
			w.stmts(s.Else)
		case *ast.For:
			w.exprs(s.Var, s.From, s.To, s.Step)
			if _, ok := w.m.Loops[s]; !ok {
				w.Errorf("%s: a loop has no bounds", w.file)
			}
			w.stmts(s.Body)
		}
	}
}

func (w walker) exprs(list ...ast.Expr) {
	for _, e := range list {
		if e == nil {
			continue
		}
		if t, ok := w.m.Types[e]; !ok || t.Kind == check.Invalid {
			w.Errorf("%s: %T at %v has no type", w.file, e, e.Range())
		}
		switch e := e.(type) {
		case *ast.Ident:
			if w.m.Uses[e] == nil {
				w.Errorf("%s: %s has no symbol", w.file, e.Full())
			}
		case *ast.Paren:
			w.exprs(e.X)
		case *ast.Unary:
			w.exprs(e.X)
		case *ast.Binary:
			w.exprs(e.X, e.Y)
		case *ast.Ternary:
			w.exprs(e.Cond, e.Then, e.Else)
		case *ast.Call:
			w.exprs(e.Args...)
			if e.Name.Name == "integrate_odes" && w.m.Integrate[e] == nil {
				w.Errorf("%s: a call of integrate_odes has no variables", w.file)
			}
		}
	}
}
