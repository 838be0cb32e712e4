package population

import (
	"fmt"
	"math"
	"slices"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/ir"
)

// Solver chooses how the equations are integrated; zero fields stand for the model's defaults.
type Solver struct {
	Method            string
	AbsoluteTolerance float64
	RelativeTolerance float64
	Fixed             bool // an embedded pair takes whole time steps without error control
}

// Spec is what New makes a population from.
type Spec struct {
	Name       string
	Model      *ir.Model
	Shape      []int
	Solver     Solver
	Parameters map[string]draw.Source // by name or alias
	Initial    map[string]draw.Source // of states, by name or alias

	Grid      grid.Grid
	Seed      uint64
	First     int64  // the global id of neuron 0
	Executor  string // "" for the best
	KeepGoing bool   // values that are not finite are stored, and the run goes on
}

// Population is the neurons of one model.
type Population struct {
	spec    Spec
	n       int
	columns map[string]kernel.Column // parameters and internals (one value or n), states (n), inputs (n)
	states  []ir.Variable            // those of the model, then those of the solver

	silent    map[string]bool // ports that receive nothing
	coupled   *coupled        // nil without gap junctions
	version   int             // counts what Steppers must follow
	compiled  *ir.Program
	frame     *kernel.Frame
	kernel    kernel.Kernel // of compiled; nil until it is needed
	bound     bound
	adaptive  bool
	work      int64
	stale     bool    // parameters changed since the kernel was compiled
	spiked    []int32 // who spiked in the last step
	fired     []int32 // room for that, for Step
	functions map[*ir.Func]kernel.Function

	probe  *evaluation // of the model's recordables
	probed bool        // probe holds what belongs to the present states
}

// MaxNeurons bounds the size of one population.
const MaxNeurons = math.MaxInt32

// New makes a population. The error holds all that is wrong with spec, as *invalid.Error with the paths "shape", "solver",
// "parameters" and "initial", the latter two with the name that was given.
func New(spec Spec) (*Population, error) {
	errs := &invalid.List{Object: "population " + spec.Name}
	p := &Population{spec: spec, columns: map[string]kernel.Column{}, silent: map[string]bool{}, functions: map[*ir.Func]kernel.Function{}}
	p.spec.Shape = slices.Clone(spec.Shape)
	p.states = slices.Clone(spec.Model.States)
	p.n = size(spec.Shape, errs)
	if p.n == 0 {
		return nil, errs.Err()
	}
	p.columns[ir.StepInput] = kernel.Column{F: []float64{spec.Grid.Dt}}
	p.setParameters(errs)
	p.derive(errs)
	p.setInitial(errs)
	if errs.Empty() {
		p.makeInputs()
		errs.Append(p.compile())
	}
	if !errs.Empty() {
		return nil, errs.Err()
	}
	return p, nil
}

// size is the product of shape, or 0 with an error.
func size(shape []int, errs *invalid.List) int {
	n := 1
	for _, extent := range shape {
		if extent < 1 {
			errs.Addf(invalid.Path("shape"), "a population needs at least one neuron, not %d", extent)
			return 0
		}
		if extent > MaxNeurons/n {
			errs.Addf(invalid.Path("shape"), "the population has more than %d neurons", MaxNeurons)
			return 0
		}
		n *= extent
	}
	if len(shape) == 0 {
		errs.Addf(invalid.Path("shape"), "the population has no size")
		return 0
	}
	return n
}

// Name is the population's name.
func (p *Population) Name() string { return p.spec.Name }

// Model is the model of its neurons.
func (p *Population) Model() *ir.Model { return p.spec.Model }

// Size is the number of neurons.
func (p *Population) Size() int { return p.n }

// Shape is the number of neurons along each axis.
func (p *Population) Shape() []int { return slices.Clone(p.spec.Shape) }

// First is the global id of neuron 0.
func (p *Population) First() int64 { return p.spec.First }

// Executor names what runs the neurons.
func (p *Population) Executor() string {
	p.code()
	return p.kernel.Executor()
}

// Adaptive reports whether the integration chooses its own steps.
func (p *Population) Adaptive() bool { return p.adaptive }

// makeInputs allocates the columns of the model's ports.
func (p *Population) makeInputs() {
	for _, port := range p.spec.Model.Ports {
		p.columns[port.Name] = kernel.NewColumn(ir.F64, p.n)
		if port.Kind == ir.SpikePort {
			p.columns[ir.Arrived(port.Name)] = kernel.NewColumn(ir.Bool, p.n)
		}
	}
}

// column returns a column that must exist.
func (p *Population) column(name string) kernel.Column {
	c, ok := p.columns[name]
	if !ok {
		panic(fmt.Sprintf("population: %s has no column %q", p.spec.Model.Name, name))
	}
	return c
}
