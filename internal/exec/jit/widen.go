package jit

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/ir"
)

// shortBody is the number of operations up to which the code of one vector of neurons leaves the processor waiting for
// results, however it is ordered: such code works on two vectors at a time.
const shortBody = 300

// copies is how many vectors of neurons the loop's body takes at a time.
func (g *generator) copies() int {
	if len(g.order) > shortBody || g.masks && len(g.order) > shortBody/2 {
		return 1
	}
	return 2
}

// widened returns the Func that computes f for several neurons at once, instruction by instruction in turn. Its inputs are
// those of f for the first neuron, then those for the second, and so on, and so are its outputs; what is uniform is read as
// the first neuron's.
func widened(f *ir.Func, uniform []bool, copies, lanes int) *ir.Func {
	wide := &ir.Func{Name: f.Name}
	for c := range copies {
		for _, in := range f.In {
			wide.In = append(wide.In, ir.Slot{Name: later(in.Name, c*lanes), Type: in.Type})
		}
	}
	image := make([][]ir.Value, copies) // of each value of f
	for _, in := range f.Code {
		shared := in.Op == ir.Const || in.Op == ir.Input && uniform[in.Imm]
		for c := range image {
			if c > 0 && shared {
				image[c] = append(image[c], image[0][len(image[c])])
				continue
			}
			copied := in
			for i := range in.Op.NumArgs() {
				copied.Args[i] = image[c][in.Args[i]]
			}
			if in.Op == ir.Input {
				copied.Imm += uint64(c * len(f.In))
			}
			image[c] = append(image[c], ir.Value(len(wide.Code)))
			wide.Code = append(wide.Code, copied)
		}
	}
	for c := range copies {
		for _, out := range f.Out {
			wide.Out = append(wide.Out, ir.Result{Name: later(out.Name, c*lanes), Value: image[c][out.Value]})
		}
	}
	return wide
}

// later is the name of a neuron's column, for a listing.
func later(name string, lanes int) string {
	if lanes == 0 {
		return name
	}
	return fmt.Sprintf("%s[+%d]", name, lanes)
}

// widened returns a generator of code for several vectors at a time; it adds to the code of g.
func (g *generator) widened(copies int) *generator {
	w := newGenerator(g.target, widened(g.f, g.uniform, copies, g.lanes), nil)
	for range copies {
		w.uniform = append(w.uniform, g.uniform...)
	}
	w.vectors, w.a, w.explain = copies, g.a, g.explain
	return w
}
