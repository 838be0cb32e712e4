package spikelet_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet"
)

func paths(vars []spikelet.Var) string {
	var all []string
	for _, v := range vars {
		all = append(all, v.Path)
	}
	return strings.Join(all, " ")
}

func nodePaths(nodes []spikelet.NodePath) string {
	var all []string
	for _, n := range nodes {
		all = append(all, n.Path)
	}
	return strings.Join(all, ", ")
}

// family is AdExIF0 with AdExIF1 below it, which has a delay and a circle back.
func family(t *testing.T) (parent, child *spikelet.Neurons) {
	t.Helper()
	var scope spikelet.Scope
	spec := spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{2}, Scope: &scope, Solver: spikelet.Solver{Method: "exp_auto"}}
	parent, child = makeNeurons(t, spec), makeNeurons(t, spec)
	must(t,
		parent.RegisterNode("post", child), child.RegisterNode("back", parent),
		child.RegisterDelay(spikelet.DelaySpec{Name: "spk", Steps: []int{3}, Target: []float64{0, 0}}))
	return parent, child
}

func TestNodesAndVars(t *testing.T) {
	parent, _ := family(t)
	for _, test := range []struct {
		how  spikelet.Collect
		want string
	}{
		{spikelet.Collect{}, "AdExIF0, AdExIF1, spk"},
		{spikelet.Collect{Relative: true}, ", post, post.spk"},
		{spikelet.Collect{Depth: 1}, "AdExIF0, AdExIF1"},
		{spikelet.Collect{Relative: true, WithoutSelf: true}, "post, post.spk"},
	} {
		if got := nodePaths(parent.Nodes(test.how)); got != test.want {
			t.Errorf("nodes %+v: %q, want %q", test.how, got, test.want)
		}
	}
	if got := paths(parent.Vars(spikelet.Collect{Depth: 1, WithoutSelf: true})); got != "AdExIF1.V AdExIF1.w AdExIF1.spike AdExIF1.t_last_spike AdExIF1.input AdExIF1.input.I_gap" {
		t.Errorf("variables %q", got)
	}
	if got := paths(parent.Vars(spikelet.Collect{Relative: true})); !strings.HasPrefix(got, "V w spike") || !strings.HasSuffix(got, "post.V post.w post.spike post.t_last_spike post.input post.input.I_gap post.spk.data post.spk.idx") {
		t.Errorf("variables %q", got)
	}
	integrators := parent.Integrators(spikelet.Collect{})
	want := []spikelet.Integrator{
		{Path: "AdExIF0.integral", Solver: spikelet.Solver{Method: "exp_auto"}, Variables: []string{"V", "w"}},
		{Path: "AdExIF1.integral", Solver: spikelet.Solver{Method: "exp_auto"}, Variables: []string{"V", "w"}},
	}
	if diff := cmp.Diff(want, integrators); diff != "" {
		t.Error(diff)
	}
}

func TestTrainVars(t *testing.T) {
	parent, child := family(t)
	must(t, parent.MarkTrainable("tau", "V_m"), child.MarkTrainable("b"))
	if got := paths(parent.TrainVars(spikelet.Collect{})); got != "AdExIF0.V AdExIF0.tau AdExIF1.b" {
		t.Errorf("trainable: %q", got)
	}
	n := hh(t, 1)
	err := n.MarkTrainable("C_m", "refractory_step_count", "spike", "gNa")
	if len(spikelet.BuildErrors(err)) != 3 || len(n.TrainVars(spikelet.Collect{})) != 0 {
		t.Errorf("error %v, %d marked", err, len(n.TrainVars(spikelet.Collect{})))
	}
}

func TestVarsAreReadAndWritten(t *testing.T) {
	n := hh(t, 3)
	must(t, n.RegisterVar("g", []float64{1, 2}))
	for _, test := range []struct {
		name   string
		values spikelet.Values
		want   []float64
	}{
		{"V_m", spikelet.Linspace(-60, -50), []float64{-60, -55, -50}},
		{"refractory_step_count", spikelet.List(0, 1, 2), []float64{0, 1, 2}},
		{"C_m", spikelet.Same(30), []float64{30, 30, 30}},
		{"input", spikelet.List(1, 2, 3), []float64{1, 2, 3}},
		{"t_last_spike", spikelet.Same(7), []float64{7, 7, 7}},
		{"g", spikelet.Same(4), []float64{4, 4}},
	} {
		v, err := n.Var(test.name)
		must(t, err, v.Set(test.values))
		if diff := cmp.Diff(test.want, v.Value()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", v.Path, diff)
		}
		expectValues(t, n, test.name, test.want...)
		two := make([]float64, 2)
		if v.Read(two); !cmp.Equal(two, test.want[:2]) {
			t.Errorf("%s: the first two are %v", v.Path, two)
		}
		if v.Set(spikelet.Values{}) == nil || v.Set(spikelet.List(1)) == nil {
			t.Errorf("%s takes nothing, or too little", v.Path)
		}
	}
	if v, err := n.Var("Act_m"); err != nil || v.Name != "m" || v.Path != "hh_psc_alpha_gap0.m" || v.Unit != "" {
		t.Errorf("Act_m is %+v, %v", v, err)
	}
}

func TestRegistrationErrors(t *testing.T) {
	n, other := hh(t, 1), hh(t, 1)
	must(t, n.RegisterNode("other", other), n.RegisterVar("g", make([]float64, 3)))
	for want, err := range map[string]error{
		"the node is nil":                n.RegisterNode("nil", nil),
		`"a.b" is no name of a node`:     n.RegisterNode("a.b", other),
		"there is a node of that name":   n.RegisterNode("other", other),
		"the variable has no values":     n.RegisterVar("x", nil),
		`"" is no name of a variable`:    n.RegisterVar("", make([]float64, 1)),
		"there is a variable of that na": n.RegisterVar("Act_m", make([]float64, 1)),
		"g: there is a variable of that": n.RegisterVar("g", make([]float64, 1)),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func TestNamesAreUniqueInAScope(t *testing.T) {
	var scope spikelet.Scope
	make := func(name string) (string, error) {
		n, err := spikelet.NewNeurons(spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{2}, Name: name, Scope: &scope})
		if err != nil {
			return "", err
		}
		return n.Name(), nil
	}
	for _, test := range []struct{ name, want string }{{"", "AdExIF0"}, {"AdExIF1", "AdExIF1"}, {"", "AdExIF2"}, {"pyramids", "pyramids"}} {
		if got, err := make(test.name); err != nil || got != test.want {
			t.Errorf("%q is called %q, %v, want %q", test.name, got, err, test.want)
		}
	}
	if _, err := make("pyramids"); err == nil || !strings.Contains(err.Error(), "taken in this scope") {
		t.Errorf("error %v", err)
	}
	if _, err := spikelet.NewNeurons(spikelet.NeuronsSpec{Builtin: "AdExIF", Name: "failed", Scope: &scope}); err == nil {
		t.Error("no error")
	}
	if _, err := make("failed"); err != nil {
		t.Errorf("what could not be made holds its name: %v", err)
	}
	for want := range 2 {
		if got, err := scope.UniqueName("", "Synapse"); err != nil || got != "Synapse"+string(rune('0'+want)) {
			t.Errorf("%q, %v", got, err)
		}
	}
	if _, err := scope.UniqueName("Synapse1", ""); err == nil {
		t.Error("a name twice")
	}
	if _, err := scope.UniqueName("", "no kind"); err == nil {
		t.Error("a kind that is no name")
	}
}

func TestDrawsDifferBetweenNeuronsOfAScope(t *testing.T) {
	var scope spikelet.Scope
	spec := spikelet.NeuronsSpec{
		Builtin: "AdExIF", Shape: []int{2}, Scope: &scope, Initial: map[string]spikelet.Values{"V": spikelet.Uniform(-70, -60)},
	}
	a, b := makeNeurons(t, spec), makeNeurons(t, spec)
	spec.Scope = nil
	c := makeNeurons(t, spec)
	if cmp.Equal(get(t, a, "V"), get(t, b, "V")) || !cmp.Equal(get(t, a, "V"), get(t, c, "V")) {
		t.Errorf("draws %v, %v, %v", get(t, a, "V"), get(t, b, "V"), get(t, c, "V"))
	}
}
