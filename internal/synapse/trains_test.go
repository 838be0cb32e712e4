package synapse

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/device"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/ir"
)

var (
	tenth   = grid.Grid{Dt: 0.1}
	forever = device.Window{Stop: math.MaxInt64}
	single  = []ir.Port{{Name: "spikes", Kind: ir.SpikePort}}
)

// trains makes a train for each neuron, with delays of those steps.
func trains(t testing.TB, rate float64, neurons int, delays ...uint16) (*Trains, *device.Poisson, *Ring) {
	t.Helper()
	errs := &invalid.List{}
	source := device.NewPoisson(rate, device.Origin{Seed: 1, Name: "p"}, forever, tenth, errs)
	ring := NewRing(1, neurons)
	ring.Reserve(0, 64)
	table := &connect.Table{Offsets: []int32{0, int32(neurons)}, Weights: []float64{0.1}}
	for i := range neurons {
		table.Targets = append(table.Targets, int32(i))
	}
	static, err := NewStatic(table, delays, "", Target{single, neurons, ring}, false)
	if err != nil || !errs.Empty() {
		t.Fatal(err, errs.Err())
	}
	return NewTrains(static, source, 100, make([]int32, neurons)), source, ring
}

// TestTrainsDeliverWhatTheirSourceSends in windows of all lengths, in two parts each: what arrives within the window, and the
// rest.
func TestTrainsDeliverWhatTheirSourceSends(t *testing.T) {
	const neurons, steps = 5, 200
	for _, rate := range []float64{200, 20_000, 100_000} {
		for _, delays := range [][]uint16{{3}, {1, 7, 2, 12, 1}} {
			for window := int64(1); window < 40; window++ {
				all, source, ring := trains(t, rate, neurons, delays...)
				for now := int64(0); now < steps; now += window {
					all.Draw(now+1, now+window)
					for k := now + 1; k <= now+window; k++ {
						all.Announce(k)
						all.DeliverWithin(now, now+window, k)
					}
					for k := now + 1; k <= now+window; k++ {
						want := make([]float64, neurons)
						for i := range want {
							if sent := k - int64(delays[i%len(delays)]); sent > 0 {
								want[i] = 0.1 * float64(source.At(device.Train{Target: 100 + int64(i)}, sent))
							}
						}
						sums, _ := ring.At(k)
						if diff := cmp.Diff(want, sums); diff != "" {
							t.Fatalf("%v Hz, windows of %d, step %d (-want +got):\n%s", rate, window, k, diff)
						}
					}
					ring.Retire(now+1, int(window))
					ring.Clear(0, neurons)
					for k := now + 1; k <= now+window; k++ {
						all.Announce(k)
						all.DeliverWithin(now+window, math.MaxInt64, k)
					}
				}
			}
		}
	}
}

// BenchmarkTrains draws and delivers, in windows of 15 steps.
func BenchmarkTrains(b *testing.B) {
	const neurons, window = 10_000, 15
	for _, rate := range []float64{10, 500, 2000, 8000, 50_000} {
		b.Run(fmt.Sprintf("%v Hz", rate), func(b *testing.B) {
			all, _, ring := trains(b, rate, neurons, 15)
			now := int64(0)
			turn := func() {
				all.Draw(now+1, now+window)
				ring.Retire(now+1, window)
				ring.Clear(0, neurons)
				for k := now + 1; k <= now+window; k++ {
					all.Announce(k)
					all.DeliverWithin(now+window, math.MaxInt64, k)
				}
				now += window
			}
			for range 100 {
				turn()
			}
			b.ReportAllocs()
			b.ResetTimer()
			windows := 0
			for b.Loop() {
				turn()
				windows++
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(windows*window*neurons), "ns/target-step")
		})
	}
}

// BenchmarkNoise draws every 10 steps and sums in each of which the current changes.
func BenchmarkNoise(b *testing.B) {
	const neurons, window = 10_000, 15
	errs := &invalid.List{}
	source := device.NewNoise(device.NoiseParameters{Std: 1, Interval: 1}, device.Origin{Seed: 1, Name: "n"}, forever, tenth, errs)
	table := &connect.Table{Offsets: []int32{0, neurons}, Weights: []float64{1}}
	for i := range int32(neurons) {
		table.Targets = append(table.Targets, i)
	}
	var c Currents
	c.AddNoise(source, table, []uint16{0}, 0, make([]int32, neurons))
	column := make([]float64, neurons)
	b.ReportAllocs()
	windows := 0
	for b.Loop() {
		c.Begin(int64(windows*window), window)
		for s := range window {
			for lo := 0; lo < neurons; lo += 1000 {
				c.Fill(column, s, lo, lo+1000)
			}
		}
		windows++
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(windows*window*neurons), "ns/target-step")
}
