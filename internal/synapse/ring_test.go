package synapse

import (
	"testing"

	"pgregory.net/rapid"
)

// TestRingArrivesWhenItShould runs a ring beside a map from step to sum, with delays that grow on the way.
func TestRingArrivesWhenItShould(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const cells = 3
		ring := NewRing(1, cells)
		reserved := int64(1)
		want := map[[2]int64]float64{}
		for step := int64(1); step <= 40; step++ {
			sums, arrived := ring.At(step)
			for cell := range int64(cells) {
				expected, any := want[[2]int64{step, cell}]
				if sums[cell] != expected || (arrived[cell] != 0) != any {
					t.Fatalf("step %d, cell %d: %v (%d), want %v (%v)", step, cell, sums[cell], arrived[cell], expected, any)
				}
			}
			ring.Retire(step, 1)
			ring.Clear(0, 2)
			ring.Clear(2, cells)
			if rapid.Float64Range(0, 1).Draw(t, "grow") < 0.1 {
				reserved += rapid.Int64Range(1, 5).Draw(t, "more")
				ring.Reserve(step, reserved)
			}
			for range rapid.IntRange(0, 4).Draw(t, "spikes") {
				delay := rapid.Int64Range(1, reserved).Draw(t, "delay")
				cell := rapid.Int64Range(0, cells-1).Draw(t, "cell")
				to := ring.slot(step + delay)
				ring.mark(step + delay)
				to.sums[cell] += float64(step)
				to.arrived[cell] = 1
				want[[2]int64{step + delay, cell}] += float64(step)
			}
		}
	})
}
