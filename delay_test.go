package spikelet_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet"
)

// pairInScope is two Neurons of two cells that share a scope.
func pairInScope(t *testing.T) (a, b *spikelet.Neurons, scope *spikelet.Scope) {
	t.Helper()
	scope = &spikelet.Scope{}
	spec := spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{2}, Scope: scope}
	return makeNeurons(t, spec), makeNeurons(t, spec), scope
}

func expectDelayed(t *testing.T, n *spikelet.Neurons, name string, steps []int, want ...float64) {
	t.Helper()
	got, err := n.GetDelayData(name, steps)
	must(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s %v steps back (-want +got):\n%s", name, steps, diff)
	}
}

func TestDelayReadsWhatWasPushed(t *testing.T) {
	a, _, _ := pairInScope(t)
	must(t, a.RegisterDelay(spikelet.DelaySpec{Name: "x", Steps: []int{2}, Target: []float64{7, 8}, Initial: []float64{1, 2, 3, 4}}))
	expectDelayed(t, a, "x", []int{0}, 7, 8)
	expectDelayed(t, a, "x", []int{1}, 3, 4)
	expectDelayed(t, a, "x", []int{2}, 1, 2)
	must(t, a.UpdateDelay("x", []float64{10, 20}))
	expectDelayed(t, a, "x", []int{0}, 10, 20)
	expectDelayed(t, a, "x", []int{1}, 7, 8)
	expectDelayed(t, a, "x", []int{2}, 3, 4)
	expectDelayed(t, a, "x", []int{0, 2}, 10, 4)
	got, err := a.GetDelayData("x", []int{1, 0, 2}, 1, 1, 0)
	if must(t, err); !cmp.Equal(got, []float64{8, 20, 3}) {
		t.Errorf("chosen values: %v", got)
	}
	must(t, a.ResetDelay("x", []float64{5, 6}))
	expectDelayed(t, a, "x", []int{0}, 5, 6)
	expectDelayed(t, a, "x", []int{1}, 0, 0)
}

func TestDelaysAreSharedByNameAndOwned(t *testing.T) {
	a, b, scope := pairInScope(t)
	register := func(n *spikelet.Neurons, steps ...int) {
		t.Helper()
		must(t, n.RegisterDelay(spikelet.DelaySpec{Name: "x", Steps: steps, Target: []float64{1, 2}}))
	}
	register(a, 1, 3)
	must(t, a.UpdateDelay("x", []float64{3, 4}))
	register(b, 2) // no more steps: the ring stays as it is
	expectDelayed(t, b, "x", []int{0}, 3, 4)
	must(t, b.UpdateDelay("x", []float64{5, 6}), b.ResetDelay("x", []float64{5, 6})) // not the owner: no effect
	expectDelayed(t, a, "x", []int{0}, 3, 4)
	register(b, 5) // more: it is made again
	expectDelayed(t, a, "x", []int{0}, 1, 2)
	expectDelayed(t, a, "x", []int{1}, 0, 0)
	must(t, a.UpdateDelay("x", []float64{9, 9}))
	expectDelayed(t, b, "x", []int{0}, 9, 9)
	if d := scope.Delays(); len(d) != 1 || d[0].Steps() != 5 || d[0].Size() != 2 || d[0].Name() != "x" {
		t.Errorf("shared delays: %v", d)
	}
	if nodePaths(b.Nodes(spikelet.Collect{})) != "AdExIF1, x" {
		t.Errorf("nodes: %v", nodePaths(b.Nodes(spikelet.Collect{})))
	}
}

func TestLocalDelaysAreReadAfterSharedOnes(t *testing.T) {
	a, b, scope := pairInScope(t)
	must(t, a.RegisterDelay(spikelet.DelaySpec{Name: "x", Steps: []int{1}, Target: []float64{1}, Local: true}))
	expectDelayed(t, a, "x", []int{0}, 1)
	if _, err := b.GetDelayData("x", []int{0}); err == nil {
		t.Error("a local delay is seen elsewhere")
	}
	if len(scope.Delays()) != 0 || a.Nodes(spikelet.Collect{})[1].Path != "AdExIF0.x" {
		t.Errorf("shared: %v; nodes %s", scope.Delays(), nodePaths(a.Nodes(spikelet.Collect{})))
	}
	must(t, b.RegisterDelay(spikelet.DelaySpec{Name: "x", Steps: []int{1}, Target: []float64{2}}))
	expectDelayed(t, a, "x", []int{0}, 2)
	must(t, a.UpdateDelay("x", []float64{3})) // goes to a's own
	expectDelayed(t, a, "x", []int{0}, 2)
}

func TestTheRingIsAVariable(t *testing.T) {
	a, _, scope := pairInScope(t)
	must(t, a.RegisterDelay(spikelet.DelaySpec{Name: "x", Steps: []int{1}, Target: []float64{1, 2}}))
	vars := a.Vars(spikelet.Collect{WithoutSelf: true})
	if paths(vars) != "x.data x.idx" || a.Scope() != scope {
		t.Fatalf("variables %s", paths(vars))
	}
	must(t, vars[0].Set(spikelet.List(3, 4, 5, 6)), vars[1].Set(spikelet.Same(1)))
	expectDelayed(t, a, "x", []int{0}, 3, 4)
	expectDelayed(t, a, "x", []int{1}, 5, 6)
	if !cmp.Equal(vars[0].Value(), []float64{3, 4, 5, 6}) || !cmp.Equal(vars[1].Value(), []float64{1}) {
		t.Errorf("ring %v, %v", vars[0].Value(), vars[1].Value())
	}
}

func TestNoDelayIsNotRegistered(t *testing.T) {
	a, _, scope := pairInScope(t)
	must(t, a.RegisterDelay(spikelet.DelaySpec{Name: "x", Target: []float64{1}}))
	if len(scope.Delays()) != 0 {
		t.Error("something was registered")
	}
}

func TestDelayErrors(t *testing.T) {
	a, b, _ := pairInScope(t)
	must(t, a.RegisterDelay(spikelet.DelaySpec{Name: "x", Steps: []int{2}, Target: []float64{1, 2}}), a.RegisterNode("b", b))
	register := func(change func(*spikelet.DelaySpec)) error {
		spec := spikelet.DelaySpec{Name: "y", Steps: []int{2}, Target: []float64{1, 2}}
		change(&spec)
		return a.RegisterDelay(spec)
	}
	read := func(name string, steps []int, indices ...int) error {
		_, err := a.GetDelayData(name, steps, indices...)
		return err
	}
	d, err := a.Delay("x")
	must(t, err)
	for want, err := range map[string]error{
		`"a.b" is no name`:               register(func(s *spikelet.DelaySpec) { s.Name = "a.b" }),
		"b: name: there is a node of":    register(func(s *spikelet.DelaySpec) { s.Name = "b" }),
		"has no values":                  register(func(s *spikelet.DelaySpec) { s.Target = nil }),
		"3 delays for 2 values":          register(func(s *spikelet.DelaySpec) { s.Steps = []int{1, 2, 3} }),
		"a delay of -1 steps":            register(func(s *spikelet.DelaySpec) { s.Steps = []int{-1} }),
		"is too long":                    register(func(s *spikelet.DelaySpec) { s.Steps = []int{1 << 30} }),
		"3 initial values":               register(func(s *spikelet.DelaySpec) { s.Initial = []float64{1, 2, 3} }),
		"3 values, but the delay of":     register(func(s *spikelet.DelaySpec) { s.Name, s.Target = "x", []float64{1, 2, 3} }),
		`there is no delay "z"`:          read("z", []int{1}),
		"3 steps back":                   read("x", []int{3}),
		"-1 steps back":                  read("x", []int{-1, 0}),
		"0 delays for 2 values":          read("x", nil),
		"2 delays for 1 values":          read("x", []int{1, 1}, 0),
		"the index 2 is none":            read("x", []int{1}, 2),
		"1 values, but it has 2":         a.UpdateDelay("x", []float64{1}),
		`there is no delay "w"`:          a.UpdateDelay("w", []float64{1}),
		"target: 1 values, but":          a.ResetDelay("x", []float64{1}),
		`there is no delay "v"`:          b.ResetDelay("v", []float64{1}),
		"a place for 3 values, but 2":    d.Read(make([]float64, 3), []int{0}),
		"idx: there is no slot 3":        a.Vars(spikelet.Collect{Depth: 1})[7].Set(spikelet.Same(3)),
		"data: the list has 1 values fo": a.Vars(spikelet.Collect{Depth: 1})[6].Set(spikelet.List(3)),
		"idx: the list has 2 values for": a.Vars(spikelet.Collect{Depth: 1})[7].Set(spikelet.List(3, 4)),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		} else if len(spikelet.BuildErrors(err)) == 0 {
			t.Errorf("%v holds no *BuildError", err)
		}
	}
}

// A delay read for each neuron, three steps back, gives the input of then.
func TestDelayedCouplingByHand(t *testing.T) {
	n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{2}, Solver: spikelet.Solver{Method: "euler"}})
	must(t, n.Set("V", spikelet.Same(-65)), n.RegisterDelay(spikelet.DelaySpec{Name: "V", Steps: []int{3, 1}, Target: get(t, n, "V")}))
	d, err := n.Delay("V")
	must(t, err)
	v, err := n.Var("V")
	must(t, err)
	history, delayed, now := [][]float64{get(t, n, "V")}, make([]float64, 2), make([]float64, 2)
	for k := range 20 {
		must(t, d.Read(delayed, []int{3, 1}))
		want := []float64{0, 0} // before the delay began
		if k >= 3 {
			want[0] = history[k-3][0]
		}
		if k >= 1 {
			want[1] = history[k-1][1]
		}
		if !cmp.Equal(delayed, want) {
			t.Fatalf("step %d reads %v, want %v", k, delayed, want)
		}
		update(t, n, 1, 10, 20)
		v.Read(now)
		must(t, n.UpdateDelay("V", now))
		history = append(history, get(t, n, "V"))
	}
	steps := []int{3, 1}
	if allocs := testing.AllocsPerRun(20, func() {
		if d.Read(delayed, steps) != nil || n.UpdateDelay("V", now) != nil {
			t.Error("an error")
		}
	}); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}
