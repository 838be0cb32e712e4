package synapse

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/ir"
)

// ramp is a signal with the value k from step 0 on.
type ramp struct{}

func (ramp) At(k int64) float64 { return float64(max(k, 0)) }

type constant float64

func (c constant) At(k int64) float64 { return float64(c) }

func TestCurrentsAreSummedWithTheirDelays(t *testing.T) {
	var c Currents
	c.Add(constant(5), &connect.Table{Targets: []int32{0, 2}, Weights: []float64{1, -2}}, []uint16{0})
	c.Add(ramp{}, &connect.Table{Targets: []int32{0, 1}, Weights: []float64{10}}, []uint16{0, 3})
	want := [][]float64{{5, 0, -10}, {15, 0, -10}, {25, 0, -10}, {35, 0, -10}, {45, 10, -10}, {55, 20, -10}}
	for _, steps := range []int{1, 2, 3, 6} { // in a window
		column := make([]float64, 3)
		for k := 0; k < len(want); k += steps {
			c.Begin(int64(k), steps)
			for s := range steps {
				c.Fill(column, s, 0, 2)
				c.Fill(column, s, 2, 3)
				if diff := cmp.Diff(want[k+s], column); diff != "" {
					t.Errorf("step %d of windows of %d (-want +got):\n%s", k+s, steps, diff)
				}
			}
		}
		c.Forget()
	}
}

func TestConnectionsToOneTargetKeepTheirOrder(t *testing.T) {
	var c Currents
	c.Add(constant(1), &connect.Table{Targets: []int32{1, 0, 1, 0, 1}, Weights: []float64{0.1, 3, 1e16, 4, -1e16}}, []uint16{0})
	c.Begin(0, 1)
	column := make([]float64, 2)
	c.Fill(column, 0, 0, 2)
	tenth := 0.1
	if want := []float64{7, tenth + 1e16 - 1e16}; !cmp.Equal(want, column) {
		t.Errorf("the sums are %v, want %v", column, want)
	}
}

func TestWhatDoesNotChangeIsNotSummedAgain(t *testing.T) {
	var c Currents
	c.Add(constant(5), &connect.Table{Targets: []int32{0}, Weights: []float64{1}}, []uint16{0})
	column := make([]float64, 1)
	fill := func(k int64) {
		c.Begin(k, 1)
		c.Fill(column, 0, 0, 1)
	}
	fill(0)
	column[0] = 7 // a mark
	if fill(1); column[0] != 7 {
		t.Errorf("the column was filled again: %v", column)
	}
	c.Add(constant(1), &connect.Table{Targets: []int32{0}, Weights: []float64{1}}, []uint16{0})
	if fill(2); column[0] != 6 {
		t.Errorf("a new connection gives %v, want 6", column)
	}
	c.Forget()
	column[0] = 7
	if fill(3); column[0] != 6 {
		t.Errorf("a column that was written by others is %v, want 6", column)
	}
}

func TestContinuousPort(t *testing.T) {
	current := func(name string, gap bool) ir.Port { return ir.Port{Name: name, Kind: ir.ContinuousPort, Gap: gap} }
	ports := []ir.Port{port("spikes", ir.AnySign), current("I_gap", true), current("I_ext", false)}
	if i, err := ContinuousPort(ports, ""); i != 2 || err != nil {
		t.Errorf("the only port is %d, %v", i, err)
	}
	two := append(ports, current("u", false))
	if i, err := ContinuousPort(two, "I_ext"); i != 2 || err != nil {
		t.Errorf("I_ext is %d, %v", i, err)
	}
	for _, test := range []struct {
		ports      []ir.Port
		name, want string
	}{
		{ports[:2], "", "takes no current"},
		{ports, "I_gap", `no continuous port "I_gap"; it has I_ext`},
		{two, "", "name one: I_ext, u"},
	} {
		if _, err := ContinuousPort(test.ports, test.name); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("port %q: error %v, want one with %q", test.name, err, test.want)
		}
	}
}
