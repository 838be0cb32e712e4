package main

import (
	"errors"
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/lower"
	"github.com/spikelet/spikelet/internal/ir/mathfn"
	"github.com/spikelet/spikelet/internal/ir/pass"
	"github.com/spikelet/spikelet/internal/nestml/check"
	"github.com/spikelet/spikelet/internal/nestml/parser"
	"github.com/spikelet/spikelet/internal/population"
	"github.com/spikelet/spikelet/internal/solver"
	"github.com/spikelet/spikelet/models"
)

// operations is the answer to "operations": how many floating-point operations a neuron takes, with exp and its like written
// out and with parameters that all cells share as constants. An addition, subtraction, multiplication or fused
// multiply-add counts one, and so does a quotient or a square root, although it takes longer.
type operations struct {
	PerStep    int `json:"per_step"`    // once in a step
	PerAttempt int `json:"per_attempt"` // in every attempt of an adaptive method
	Bytes      int `json:"bytes"`       // of states, inputs and what the cells do not share: read in every window
	Written    int `json:"written"`     // of these, written
}

// operations counts those of the workload's model and method.
func (w *workload) operations() (*operations, error) {
	text, ok := models.Source(w.Model)
	if !ok {
		return nil, fmt.Errorf("no model %s", w.Model)
	}
	source := diag.NewSource(w.Model, text)
	file, wrong := parser.Parse(source)
	checked, more := check.File(file)
	if wrong.HasErrors() || more.HasErrors() {
		return nil, errors.Join(wrong, more)
	}
	model, wrong := lower.Model(source, checked[0])
	if wrong.HasErrors() {
		return nil, wrong
	}
	program, err := solver.Build(model, solver.Options{Method: w.Method, Dt: w.Dt})
	if err != nil {
		return nil, err
	}
	return count(pass.Program(program, w.uniform(model, program))), nil
}

// uniform gives the parameters that all cells share the bits of their values. Those that a method calibrates have none yet
// and stay columns; what is computed with them is the same.
func (w *workload) uniform(m *ir.Model, p *ir.Program) map[string]uint64 {
	defaults := population.Defaults(m, w.Dt)
	shared := map[string]uint64{}
	for _, c := range p.Columns {
		if x, ok := defaults[c.Name]; ok && c.Role == ir.ParamColumn && c.Name != w.Current.Parameter {
			shared[c.Name] = bits(c.Type, x)
		}
	}
	return shared
}

func count(p *ir.Program) *operations {
	o := &operations{}
	for _, part := range p.Parts() {
		n := arithmetic(pass.Standard(mathfn.Expand(part)))
		if part == p.Attempt {
			o.PerAttempt = n
		} else {
			o.PerStep += n
		}
	}
	calibrated := map[string]bool{}
	for _, c := range p.Calibrations {
		for _, name := range c.Columns() {
			calibrated[name] = true
		}
	}
	for _, c := range p.Columns {
		size := 8
		if c.Type == ir.Bool {
			size = 1
		}
		switch {
		case c.Role == ir.StateColumn:
			o.Bytes += size
			o.Written += size
		case c.Role == ir.InputColumn, c.Role == ir.ParamColumn && !calibrated[c.Name]:
			o.Bytes += size
		}
	}
	return o
}

// arithmetic counts the floating-point operations of f.
func arithmetic(f *ir.Func) int {
	n := 0
	for _, in := range f.Code {
		switch in.Op {
		case ir.Add, ir.Sub, ir.Mul, ir.FMA, ir.Div, ir.Sqrt:
			if in.Type == ir.F64 {
				n++
			}
		}
	}
	return n
}
