package netfile

import (
	"strings"
	"testing"
)

const overridden = `
simulation: {duration: 10 ms}
populations:
  cells: {model: iaf_psc_exp, size: 2, parameters: &p {C_m: 100 pF}}
  more: {model: iaf_psc_exp, parameters: *p}
record:
  - {from: cells, variables: [V_m]}
`

func TestOverrides(t *testing.T) {
	s := mustRead(t, overridden, "populations.cells.parameters.C_m=200 pF", "populations.cells.initial.V_m=[-60 mV, -50 mV]",
		"simulation.seed=7", "record[0].interval=0.2 ms", "record[0].variables[0]=I_syn_ex", "populations.cells.solver=rk4",
		"populations.cells.solver={method: euler}", "populations.third={model: hh_psc_alpha_gap, size: 3}")
	if x := get(t, s, "C_m")[0]; x != 200 {
		t.Errorf("C_m is %v", x)
	}
	if x := get(t, s, "V_m")[1]; x != -50 {
		t.Errorf("V_m is %v", x)
	}
	if s.Network.Seed() != 7 || !strings.Contains(s.Text(), "    variables: [I_syn_ex]\n    interval: 0.2 ms\n") {
		t.Error(s.Text())
	}
	if method := s.Network.Population("cells").Solver().Method; method != "euler" {
		t.Errorf("the solver is %s", method)
	}
	if s.Network.Population("third").Size() != 3 {
		t.Error("no third population")
	}
	other, err := s.Network.Population("more").Get("C_m")
	if err != nil || other[0] != 100 {
		t.Errorf("C_m of more is %v: the override reached an alias", other)
	}
}

func TestWrongOverrides(t *testing.T) {
	for _, test := range []struct{ set, want string }{
		{"simulation.duration", "gives no value"},
		{"=3", `a key is missing in ""`},
		{"simulation..seed=3", `a key is missing in simulation..seed`},
		{"populations.cell.parameters.C_m=1 pF", "did you mean cells?"},
		{"population.cells.size=3", "did you mean populations?"},
		{"populations.cells.parameters.Cm=1 pF", "did you mean C_m?"},
		{"populations.cells.parameters.C_m=1 mV", "C_m of cells is in pF, not 1 mV"},
		{"populations.cells.size.x=3", "there is no key x here: the file has a single value in this place"},
		{"record[1].interval=1 ms", "there is no item 1 here"},
		{"record.interval=1 ms", "there is no key interval here: the file has a list in this place"},
		{"simulation[0]=1 ms", "there is no item 0 here"},
		{"record[x].interval=1 ms", `"record[x]" is no item of a list`},
		{"record[0.interval=1 ms", `"record[0" is no item of a list`},
		{"simulation.seed=[1", "sequence end token"},
		{"simulation.seed= ", "gives no value"},
		{"simulation.sed=3", "did you mean seed?"},
	} {
		s, said := tryRead(overridden, test.set)
		if s != nil || !strings.Contains(said, test.want) {
			t.Errorf("%s: %s", test.set, said)
		}
		if !strings.HasPrefix(said, "--set:1:") {
			t.Errorf("%s: not located: %s", test.set, said)
		}
	}
}

func TestPlaceInAnOverride(t *testing.T) {
	_, said := tryRead(overridden, "populations.cells.size=3 mV")
	want := `--set:1:24: error: the size of population cells is a whole number, not "3 mV" [wrong-type]
    1 | populations.cells.size=3 mV
      |                        ^^^^
`
	if said != want {
		t.Errorf("%s", said)
	}
}
