package population

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/exec"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/ir"
)

// evaluation is a Func of the model bound to the population's columns.
type evaluation struct {
	f        *ir.Func
	function kernel.Function
	in, out  []kernel.Column
	n        int // lanes: 1 when all inputs are the same for all neurons
}

// bind prepares f, whose inputs must be columns of p.
func (p *Population) bind(f *ir.Func) *evaluation {
	e := &evaluation{f: f, function: p.function(f), n: 1}
	for _, slot := range f.In {
		c := p.column(slot.Name)
		e.in = append(e.in, c)
		if length(c) > 1 {
			e.n = p.n
		}
	}
	for _, r := range f.Out {
		e.out = append(e.out, kernel.NewColumn(f.TypeOf(r.Value), e.n))
	}
	return e
}

// run computes the outputs into e.out and returns them.
func (e *evaluation) run() []kernel.Column {
	e.function.Run(e.n, e.in, e.out)
	return e.out
}

// function compiles f once.
func (p *Population) function(f *ir.Func) kernel.Function {
	compiled, ok := p.functions[f]
	if !ok {
		var err error
		if compiled, err = exec.CompileFunc(f, exec.Options{ISA: p.spec.Executor}); err != nil {
			panic(fmt.Sprintf("population: %s: %v", f.Name, err)) // lowering made it and CheckExecutor passed
		}
		p.functions[f] = compiled
	}
	return compiled
}

// CheckExecutor returns an error, an *invalid.Error, when there is no executor of that name that this processor can run.
func CheckExecutor(name string) error {
	if _, err := exec.CompileFunc(&ir.Func{Name: "nothing"}, exec.Options{ISA: name}); err != nil {
		return &invalid.Error{Object: "simulation", Path: invalid.Path("executor"), Message: err.Error()}
	}
	return nil
}
