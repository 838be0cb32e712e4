package synapse

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/ir"
)

func port(name string, sign ir.Sign) ir.Port { return ir.Port{Name: name, Sign: sign} }

var (
	signedPort = []ir.Port{port("spikes", ir.AnySign)}
	twoPorts   = []ir.Port{port("exc", ir.Excitatory), {Name: "I", Kind: ir.ContinuousPort}, port("inh", ir.Inhibitory)}
)

// arrivals delivers one spike from source 0 through a table of two targets and returns the sums of all cells, the earliest
// delay first.
func arrivals(t *testing.T, ports []ir.Port, name string, weights []float64, delays []uint16, factor float64) [][]float64 {
	t.Helper()
	spiking := 0
	for _, p := range ports {
		if p.Kind == ir.SpikePort {
			spiking++
		}
	}
	ring := NewRing(spiking, 2)
	ring.Reserve(0, 3)
	table := &connect.Table{Offsets: []int32{0, 2}, Targets: []int32{1, 0}, Weights: weights}
	s, err := NewStatic(table, delays, name, Target{ports, 2, ring}, factor < 0)
	if err != nil {
		t.Fatal(err)
	}
	s.Announce(10)
	s.Deliver(10, 0, factor)
	var all [][]float64
	for d := int64(1); d <= 3; d++ {
		sums, arrived := ring.At(10 + d)
		for i := range sums {
			if (sums[i] != 0) != (arrived[i] != 0) {
				t.Errorf("delay %d, cell %d: sum %v, arrived %d", d, i, sums[i], arrived[i])
			}
		}
		all = append(all, sums)
	}
	return all
}

func TestDelivery(t *testing.T) {
	tests := []struct {
		name    string
		ports   []ir.Port
		port    string
		weights []float64
		delays  []uint16
		factor  float64
		want    [][]float64
	}{
		{"one weight, one delay", signedPort, "", []float64{2}, []uint16{2}, 1, [][]float64{{0, 0}, {2, 2}, {0, 0}}},
		{"a plain port takes the sign", signedPort, "", []float64{2, -3}, []uint16{1}, 1, [][]float64{{-3, 2}, {0, 0}, {0, 0}}},
		{"own delays", signedPort, "", []float64{2}, []uint16{1, 3}, 1, [][]float64{{0, 2}, {0, 0}, {2, 0}}},
		{"by sign, as magnitude", twoPorts, "", []float64{2, -3}, []uint16{1}, 1, [][]float64{{0, 2, 3, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}}},
		{"by name", twoPorts, "inh", []float64{-3}, []uint16{1}, 1, [][]float64{{0, 0, 3, 3}, {0, 0, 0, 0}, {0, 0, 0, 0}}},
		{"a factor", twoPorts, "", []float64{2, -3}, []uint16{1}, 0.5, [][]float64{{0, 1, 1.5, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}}},
		{"a negative factor", twoPorts, "", []float64{2, -3}, []uint16{1}, -2, [][]float64{{6, 0, 0, 4}, {0, 0, 0, 0}, {0, 0, 0, 0}}},
		{"a negative factor, signed", signedPort, "", []float64{2}, []uint16{1}, -2, [][]float64{{-4, -4}, {0, 0}, {0, 0}}},
	}
	for _, test := range tests {
		got := arrivals(t, test.ports, test.port, test.weights, test.delays, test.factor)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestDeliveryInParts sends spikes in two parts, by when they arrive: together they do what one delivery does.
func TestDeliveryInParts(t *testing.T) {
	for _, delays := range [][]uint16{{2}, {1, 2, 3, 2}} {
		table := &connect.Table{Offsets: []int32{0, 4}, Targets: []int32{1, 0, 1, 1}, Weights: []float64{1, -2, 3, 4}}
		for _, factor := range []float64{0.5, -1} {
			var rings [2]*Ring
			for i, parts := range [][]int64{{0, 100}, {0, 12, 100}} {
				rings[i] = NewRing(1, 2)
				rings[i].Reserve(0, 3)
				s, err := NewStatic(table, delays, "", Target{signedPort, 2, rings[i]}, true)
				if err != nil {
					t.Fatal(err)
				}
				s.Announce(10)
				for j, from := range parts[:len(parts)-1] {
					s.DeliverWithin(from, parts[j+1], 10, 0, factor)
				}
			}
			for step := int64(11); step <= 13; step++ {
				want, wantArrived := rings[0].At(step)
				got, gotArrived := rings[1].At(step)
				if !cmp.Equal(want, got) || !cmp.Equal(wantArrived, gotArrived) {
					t.Errorf("delays %v, factor %v, step %d: %v %v in parts, %v %v at once", delays, factor, step, got, gotArrived, want, wantArrived)
				}
			}
		}
	}
}

// TestParts divides connections: every part has its own, in their order, and all are in one.
func TestParts(t *testing.T) {
	whole := &connect.Table{Offsets: []int32{0, 4, 4, 7}, Targets: []int32{4, 0, 2, 4, 3, 1, 4}, Weights: []float64{1, 2, 3, 4, 5, 6, 7}}
	tables, delays := Parts(whole, []uint16{9, 8, 7, 6, 5, 4, 3}, 5, 2)
	want := []*connect.Table{
		{Offsets: []int32{0, 1, 1, 2}, Targets: []int32{0, 1}, Weights: []float64{2, 6}},
		{Offsets: []int32{0, 3, 3, 5}, Targets: []int32{4, 2, 4, 3, 4}, Weights: []float64{1, 3, 4, 5, 7}},
	}
	if diff := cmp.Diff(want, tables); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][]uint16{{8, 4}, {9, 7, 6, 5, 3}}, delays); diff != "" {
		t.Errorf("delays (-want +got):\n%s", diff)
	}
	whole.Weights = []float64{2}
	tables, delays = Parts(whole, []uint16{3}, 5, 3)
	for i, table := range tables {
		if !cmp.Equal(table.Weights, whole.Weights) || !cmp.Equal(delays[i], []uint16{3}) {
			t.Errorf("part %d has the weights %v and the delays %v", i, table.Weights, delays[i])
		}
	}
}

// TestWhereDelaysAreKept: with the cells where both fit, else beside them; spikes arrive alike.
func TestWhereDelaysAreKept(t *testing.T) {
	for _, test := range []struct {
		neurons int
		delays  []uint16
		packed  bool
		width   int // bytes of a connection
	}{
		{4, []uint16{7, 7, 7}, false, 4}, {4, []uint16{1, MaxDelay, 2}, true, 4},
		{1 << 20, []uint16{1, 4000, 2}, true, 4}, {1 << 20, []uint16{1, 5000, 2}, false, 6},
	} {
		table := &connect.Table{Offsets: []int32{0, 3}, Targets: []int32{3, 1, 2}, Weights: []float64{2}}
		router, err := NewRouter(twoPorts, "inh")
		if err != nil {
			t.Fatal(err)
		}
		table.Weights[0] = -2
		r, err := newRows(table, test.delays, router, test.neurons, 1)
		if err != nil || r.packed() != test.packed || 4+2*len(r.delays)/3 != test.width {
			t.Errorf("%d neurons, delays %v: packed %v, %d delays, error %v", test.neurons, test.delays, r.packed(), len(r.delays), err)
		}
		if shared := &r.cells[0] == &table.Targets[0]; shared == test.packed {
			t.Errorf("%d neurons, delays %v: cells share their memory: %v", test.neurons, test.delays, shared)
		}
		for i, target := range table.Targets {
			if cell, delay := r.at(i); cell != test.neurons+int(target) || delay != int64(test.delays[i]) {
				t.Errorf("%d neurons: connection %d has cell %d, delay %d", test.neurons, i, cell, delay)
			}
		}
	}
}

func TestASpikeOfWeightZeroArrives(t *testing.T) {
	ring := NewRing(1, 1)
	table := &connect.Table{Offsets: []int32{0, 1}, Targets: []int32{0}, Weights: []float64{0}}
	s, err := NewStatic(table, []uint16{1}, "", Target{signedPort, 1, ring}, false)
	if err != nil {
		t.Fatal(err)
	}
	s.Announce(0)
	s.Deliver(0, 0, 1)
	if _, arrived := ring.At(1); arrived[0] != 1 {
		t.Error("it did not")
	}
}

func TestPortsThatDoNotFit(t *testing.T) {
	excitatory := []ir.Port{port("exc", ir.Excitatory)}
	tests := []struct {
		ports  []ir.Port
		name   string
		weight float64
		neg    bool
		want   string
	}{
		{nil, "", 1, false, "port: the model takes no spikes"},
		{twoPorts, "excc", 1, false, `port: the model has no spiking port "excc"; it has exc, inh`},
		{twoPorts, "I", 1, false, `port: the model has no spiking port "I"`},
		{excitatory, "", -1, false, "weight: no port takes negative weights such as -1"},
		{excitatory, "", 1, true, "weight: no port takes negative weights such as -1"},
		{twoPorts, "inh", 1, false, "weight: no port takes positive weights such as 1"},
		{append(signedPort, twoPorts...), "", 1, false, "port: several ports take such spikes; name one: spikes, exc, inh"},
	}
	for _, test := range tests {
		table := &connect.Table{Offsets: []int32{0, 1}, Targets: []int32{0}, Weights: []float64{test.weight}}
		_, err := NewStatic(table, []uint16{1}, test.name, Target{test.ports, 1, NewRing(3, 1)}, test.neg)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("port %q, weight %v: error %v, want one with %q", test.name, test.weight, err, test.want)
		}
	}
}

func TestSteps(t *testing.T) {
	g := grid.Grid{Dt: 0.1}
	steps, shift, err := Steps([]float64{0.1, 1.1, 1.52}, g, 1)
	if err != nil || !cmp.Equal(steps, []uint16{1, 11, 15}) {
		t.Errorf("Steps = %v, %v", steps, err)
	}
	if shift.Count != 1 || shift.Largest < 0.0199 || shift.Largest > 0.0201 {
		t.Errorf("shift = %+v, want one of 0.02 ms", shift)
	}
	for _, test := range []struct {
		delay float64
		want  string
	}{{0.04, "below the least, 0.1 ms"}, {-1, "below the least"}, {1e9, "above the largest"}} {
		if _, _, err := Steps([]float64{test.delay}, g, 1); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("delay %v: error %v, want one with %q", test.delay, err, test.want)
		}
	}
}

func BenchmarkDeliver(b *testing.B) {
	const sources, fan = 1000, 100
	for name, delays := range map[string]int{"one delay": 1, "own delays": sources * fan} {
		table := &connect.Table{Offsets: make([]int32, sources+1), Targets: make([]int32, sources*fan), Weights: []float64{1}}
		steps := make([]uint16, delays)
		for i := range table.Targets {
			table.Targets[i] = int32(i * 7919 % 10_000)
			steps[i%delays] = uint16(1 + i%15)
		}
		for s := range sources {
			table.Offsets[s+1] = int32((s + 1) * fan)
		}
		ring := NewRing(1, 10_000)
		ring.Reserve(0, 15)
		s, err := NewStatic(table, steps, "", Target{signedPort, 10_000, ring}, false)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			source := int32(0)
			for b.Loop() {
				s.Deliver(1, source, 1)
				source = (source + 1) % sources
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/fan, "ns/synapse")
		})
	}
}
