package population

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"github.com/spikelet/spikelet/internal/exec"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/pass"
	"github.com/spikelet/spikelet/internal/solver"
)

// compile makes the program of the population's step, with parameters that all neurons share and silent ports as constants,
// and the frame it runs on. States keep their values. Machine code is made when it is needed: see code.
func (p *Population) compile() error {
	if p.coupled != nil {
		return p.compileCoupled()
	}
	program, err := p.program(p.spec.KeepGoing)
	if err != nil {
		return err
	}
	if p.kernel != nil {
		p.kernel.Close()
	}
	p.compiled, p.kernel = program, nil
	p.stale, p.adaptive, p.work = false, program.Adaptive != nil, work(program)
	p.addStates(program)
	p.frame = p.frameOf(program)
	p.bound = p.locate(program)
	p.version++
	return nil
}

// code makes the kernel of the program.
func (p *Population) code() {
	if p.kernel == nil {
		p.kernel = p.kernelOf(p.compiled)
	}
}

// program returns the step as IR, specialised. With storeFailed, values that are not finite are stored.
func (p *Population) program(storeFailed bool) (*ir.Program, error) {
	program, err := solver.Build(p.spec.Model, p.solverOptions(storeFailed))
	if err != nil {
		return nil, p.solverError(err)
	}
	p.calibrate(program)
	return pass.Program(program, p.uniform(program)), nil
}

func (p *Population) solverOptions(storeFailed bool) solver.Options {
	s := p.spec.Solver
	return solver.Options{
		Method: s.Method, Dt: p.spec.Grid.Dt, Fixed: s.Fixed, StoreFailed: storeFailed,
		AbsoluteTolerance: s.AbsoluteTolerance, RelativeTolerance: s.RelativeTolerance,
	}
}

func (p *Population) kernelOf(program *ir.Program) kernel.Kernel {
	k, err := exec.Compile(program, exec.Options{ISA: p.spec.Executor})
	if err != nil {
		panic(fmt.Sprintf("population: %s: %v", program.Name, err)) // the solver made it and CheckExecutor passed
	}
	return k
}

// solverError tells which setting of the solver is wrong.
func (p *Population) solverError(err error) error {
	path := invalid.Path("solver")
	var option *solver.OptionError
	var method *solver.UnknownMethodError
	switch {
	case errors.As(err, &method):
		path = append(path, "method")
	case errors.As(err, &option):
		path = append(path, strings.ReplaceAll(option.Option, " ", "_"))
	}
	return &invalid.Error{Object: "population " + p.spec.Name, Path: path, Message: err.Error()}
}

// calibrate computes the parameters that the method of integration needs.
func (p *Population) calibrate(program *ir.Program) {
	for _, c := range program.Calibrations {
		n := 1
		var in []kernel.Column
		for _, slot := range c.Coefficients.In {
			column := p.column(slot.Name)
			in = append(in, column)
			n = max(n, length(column))
		}
		columns := make([]kernel.Column, len(c.Columns()))
		for i, name := range c.Columns() {
			columns[i] = kernel.NewColumn(ir.F64, n)
			p.columns[name] = columns[i]
		}
		known := map[string][]float64{} // by the bits of the inputs: most populations have few different neurons
		for neuron := range n {
			for i, x := range calibrated(c, in, neuron, known) {
				columns[i].F[neuron] = x
			}
		}
	}
}

// calibrated returns the columns of c for one neuron, from known where a neuron with the same inputs is there.
func calibrated(c *ir.Calibration, in []kernel.Column, neuron int, known map[string][]float64) []float64 {
	words := make([]uint64, len(in))
	var key []byte
	for i, column := range in {
		words[i] = bits(column, min(neuron, length(column)-1))
		key = binary.LittleEndian.AppendUint64(key, words[i])
	}
	values, ok := known[string(key)]
	if !ok {
		values = solver.Calibrate(c, words)
		known[string(key)] = values
	}
	return values
}

// uniform returns the bits of the parameters of program that all neurons share, and of silent ports.
func (p *Population) uniform(program *ir.Program) map[string]uint64 {
	shared := map[string]uint64{}
	for _, port := range p.spec.Model.Ports {
		for _, name := range []string{port.Name, ir.Arrived(port.Name)} {
			if p.silent[port.Name] && program.Column(name) >= 0 {
				shared[name] = 0
			}
		}
	}
	for _, c := range program.Columns {
		if c.Role != ir.ParamColumn {
			continue
		}
		if values := p.column(c.Name); length(values) == 1 {
			shared[c.Name] = bits(values, 0)
		}
	}
	return shared
}

// addStates makes the states that the solver added to the model's.
func (p *Population) addStates(program *ir.Program) {
	for _, c := range program.Columns {
		if _, ok := p.columns[c.Name]; ok || c.Role != ir.StateColumn {
			continue
		}
		p.columns[c.Name] = p.solverState(c)
		p.states = append(p.states, ir.Variable{Name: c.Name, Type: c.Type, Unit: "ms", Doc: "step size of the solver"})
	}
}

// solverState returns the initial values of a state that the solver added.
func (p *Population) solverState(c ir.Column) kernel.Column {
	values := kernel.NewColumn(c.Type, p.n)
	if c.Name == ir.StepSizeColumn {
		for i := range values.F {
			values.F[i] = p.spec.Grid.Dt
		}
	}
	return values
}

// frameOf binds the columns of program to those of the population.
func (p *Population) frameOf(program *ir.Program) *kernel.Frame {
	f := &kernel.Frame{N: p.n, Columns: make([]kernel.Column, len(program.Columns))}
	for i, c := range program.Columns {
		switch c.Role {
		case ir.StateColumn, ir.InputColumn:
			f.Columns[i] = p.column(c.Name)
		case ir.ParamColumn:
			f.Columns[i] = p.column(c.Name)
			if length(f.Columns[i]) != p.n {
				panic(fmt.Sprintf("population: %s was not made a constant", c.Name))
			}
		case ir.UniformColumn:
			f.Columns[i] = kernel.NewColumn(c.Type, 1)
		case ir.OutputColumn:
			column, shared := p.columns[c.Name]
			if !shared {
				column = kernel.NewColumn(c.Type, p.n)
			}
			f.Columns[i] = column
		}
	}
	return f
}
