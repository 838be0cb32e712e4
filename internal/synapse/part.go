package synapse

import "github.com/spikelet/spikelet/internal/connect"

// Parts divides connections by their targets, with their delays (one for each, or one for all): part i has those to the
// neurons Bound(i) ≤ id < Bound(i+1), in the order in which they were.
func Parts(t *connect.Table, delays []uint16, neurons, parts int) ([]*connect.Table, [][]uint16) {
	if parts == 1 {
		return []*connect.Table{t}, [][]uint16{delays}
	}
	tables, lags := make([]*connect.Table, parts), make([][]uint16, parts)
	for part := range parts {
		lo, hi := int32(Bound(part, neurons, parts)), int32(Bound(part+1, neurons, parts))
		tables[part], lags[part] = within(t, delays, lo, hi)
	}
	return tables, lags
}

// Bound is the first neuron of a part.
func Bound(part, neurons, parts int) int { return part * neurons / parts }

// within returns the connections to the neurons lo ≤ id < hi.
func within(t *connect.Table, delays []uint16, lo, hi int32) (*connect.Table, []uint16) {
	count := 0
	for _, target := range t.Targets {
		if lo <= target && target < hi {
			count++
		}
	}
	part := &connect.Table{Offsets: make([]int32, len(t.Offsets)), Targets: make([]int32, 0, count), Weights: t.Weights}
	lags := delays
	if len(t.Weights) > 1 {
		part.Weights = make([]float64, 0, count)
	}
	if len(delays) > 1 {
		lags = make([]uint16, 0, count)
	}
	for source := range len(t.Offsets) - 1 {
		for i := t.Offsets[source]; i < t.Offsets[source+1]; i++ {
			target := t.Targets[i]
			if target < lo || target >= hi {
				continue
			}
			part.Targets = append(part.Targets, target)
			if len(t.Weights) > 1 {
				part.Weights = append(part.Weights, t.Weights[i])
			}
			if len(delays) > 1 {
				lags = append(lags, delays[i])
			}
		}
		part.Offsets[source+1] = int32(len(part.Targets))
	}
	return part, lags
}

// take returns the chosen values; one for all stays that.
func take[T any](values []T, chosen []int32, one bool) []T {
	if one {
		return values
	}
	taken := make([]T, len(chosen))
	for i, from := range chosen {
		taken[i] = values[from]
	}
	return taken
}
