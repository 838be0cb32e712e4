package exectest

import (
	"math"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
)

// reference is Kernel.Step on package eval, one neuron after the other.
func reference(p *ir.Program, f *kernel.Frame, lo, hi int) kernel.Stats {
	var stats kernel.Stats
	for i := lo; i < hi; i++ {
		n := neuron{p: p, values: map[string]uint64{}}
		for j, c := range p.Columns {
			switch c.Role {
			case ir.UniformColumn:
				n.values[c.Name] = get(f.Columns[j], 0)
			case ir.TempColumn:
			default:
				n.values[c.Name] = get(f.Columns[j], i)
			}
		}
		stats.Attempts += n.step()
		n.values[ir.FailOutput] = 0
		if n.failed {
			stats.Failed++
			n.values[ir.FailOutput] = 1
		}
		n.store(f, i)
	}
	return stats
}

// neuron is one lane: the values of its columns by name.
type neuron struct {
	p       *ir.Program
	values  map[string]uint64
	written []string
	failed  bool
}

// step runs the parts and counts attempts.
func (n *neuron) step() int64 {
	n.part(n.p.Before)
	attempts := int64(1)
	if n.p.Adaptive == nil {
		n.part(n.p.Step)
	} else {
		attempts = n.integrate(*n.p.Adaptive)
	}
	n.part(n.p.After)
	return attempts
}

func (n *neuron) integrate(a ir.Adaptive) int64 {
	n.values[ir.ElapsedColumn] = 0
	for attempt := 1; ; attempt++ {
		n.part(n.p.Attempt)
		done := math.Float64frombits(n.values[ir.ElapsedColumn]) == a.Dt
		if !n.failed && !done && attempt < a.MaxAttempts {
			continue
		}
		n.failed = n.failed || !done
		return int64(attempt)
	}
}

// part runs f.
func (n *neuron) part(f *ir.Func) {
	if f == nil {
		return
	}
	in := make([]uint64, len(f.In))
	for i, slot := range f.In {
		in[i] = n.values[slot.Name]
	}
	for i, x := range eval.Func(f, in) {
		name := f.Out[i].Name
		if name == ir.FailOutput && x != 0 {
			n.failed = true
		}
		n.values[name] = x
		n.written = append(n.written, name)
	}
}

// store writes what the step leaves.
func (n *neuron) store(f *kernel.Frame, i int) {
	if n.p.Adaptive != nil && n.p.Column(ir.FailOutput) >= 0 { // too many attempts may fail any lane
		n.written = append(n.written, ir.FailOutput)
	}
	for _, name := range n.written {
		c := n.p.Column(name)
		switch n.p.Columns[c].Role {
		case ir.TempColumn:
		case ir.StateColumn:
			if !n.failed || n.p.StoreFailed {
				set(f.Columns[c], i, n.values[name])
			}
		default:
			set(f.Columns[c], i, n.values[name])
		}
	}
}
