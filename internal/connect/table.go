package connect

import (
	"fmt"
	"iter"
	"math"
	"slices"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/rng"
)

// MaxEdges bounds the connections of one Table.
const MaxEdges = math.MaxInt32

// Table holds connections by source (compressed sparse rows): those of source s are Offsets[s] ≤ i < Offsets[s+1]. Within a
// row they stand in the order in which the rule made them.
type Table struct {
	Offsets []int32
	Targets []int32   // ids within the target population
	Weights []float64 // one for each connection, or one for all
	Delays  []float64 // ms, likewise
}

// Edges is the number of connections.
func (t *Table) Edges() int { return len(t.Targets) }

// Weight returns the weight of connection i.
func (t *Table) Weight(i int) float64 { return each(t.Weights, i) }

// Delay returns the delay of connection i in ms.
func (t *Table) Delay(i int) float64 { return each(t.Delays, i) }

func each(values []float64, i int) float64 {
	if len(values) == 1 {
		return values[0]
	}
	return values[i]
}

// Spec is what Build makes connections from.
type Spec struct {
	Sources       int // size of the source population
	Ends          Ends
	Rule          Rule
	Weight, Delay draw.Source
	Seed          uint64
	Index         int64 // which of the network's connection rules this is: it names the draws
}

// Error is a mistake in one part of a Spec.
type Error struct {
	Part string // "rule", "weight", "delay"
	Err  error
	Fix  string // what to do; may be empty
}

func (e *Error) Error() string { return e.Part + ": " + e.Err.Error() }

// Unwrap returns what is wrong.
func (e *Error) Unwrap() error { return e.Err }

// Build makes the connections of spec. Weights and delays that differ are given to connections in the order of the sources'
// positions and, for one source, in that of its row; in an EdgeList in the list's order. A rule that draws may make no
// connection. An error is an *Error.
func Build(spec Spec) (*Table, error) {
	edges, err := spec.Rule.edges(spec.Ends, ruleKey(spec.Seed, spec.Index))
	if err != nil {
		return nil, ruleError(err)
	}
	t := &Table{Offsets: make([]int32, spec.Sources+1)}
	count := 0
	for source := range edges {
		if count++; count > MaxEdges {
			return nil, ruleError(spec.Rule.checkMost(float64(count)))
		}
		t.Offsets[spec.Ends.Sources[source]+1]++
	}
	if count == 0 && !spec.Rule.random() {
		return nil, ruleError(fmt.Errorf("%v makes no connection", spec.Rule.Kind))
	}
	for s := range spec.Sources {
		t.Offsets[s+1] += t.Offsets[s]
	}
	weights, err := spec.numbers("weight", spec.Weight, count)
	if err != nil {
		return nil, err
	}
	delays, err := spec.numbers("delay", spec.Delay, count)
	if err != nil {
		return nil, err
	}
	spec.fill(t, edges, count, weights, delays)
	return t, nil
}

func ruleKey(seed uint64, index int64) rng.Key {
	return rng.NewKey(seed, fmt.Sprintf("rule of connections %d", index))
}

// fill gives t, whose Offsets are known, the targets, weights and delays of its n connections.
func (spec *Spec) fill(t *Table, edges iter.Seq2[int32, int32], n int, weights, delays []float64) {
	t.Targets = make([]int32, n)
	listed := spec.Rule.Kind == EdgeList
	if listed {
		t.Weights, t.Delays = sized(weights), sized(delays)
	} else {
		t.Weights, t.Delays = spec.byRow(t, weights), spec.byRow(t, delays)
	}
	next := slices.Clone(t.Offsets[:spec.Sources])
	ordinal := 0
	for source, target := range edges {
		row := &next[spec.Ends.Sources[source]]
		t.Targets[*row] = target
		if listed {
			place(t.Weights, *row, weights, ordinal)
			place(t.Delays, *row, delays, ordinal)
		}
		*row++
		ordinal++
	}
	for i, target := range t.Targets {
		t.Targets[i] = spec.Ends.Targets[target]
	}
}

// byRow moves numbers, one for each connection in the order of the sources' positions, to their rows.
func (spec *Spec) byRow(t *Table, numbers []float64) []float64 {
	if len(numbers) <= 1 || slices.IsSorted(spec.Ends.Sources) {
		return numbers
	}
	rows := make([]float64, len(numbers))
	for _, source := range spec.Ends.Sources {
		n := copy(rows[t.Offsets[source]:t.Offsets[source+1]], numbers)
		numbers = numbers[n:]
	}
	return rows
}

// numbers draws the weights or delays of n connections, or one for all.
func (spec *Spec) numbers(part string, source draw.Source, n int) ([]float64, error) {
	key := rng.NewKey(spec.Seed, fmt.Sprintf("%s of connections %d", part, spec.Index))
	numbers, err := draw.Numbers(source, n, key, 0)
	if err != nil {
		return nil, &Error{Part: part, Err: err}
	}
	return numbers, nil
}

func sized(numbers []float64) []float64 {
	if len(numbers) == 1 {
		return numbers
	}
	return make([]float64, len(numbers))
}

func place(into []float64, i int32, from []float64, ordinal int) {
	if len(from) > 1 {
		into[i] = from[ordinal]
	}
}
