package solver

import (
	"slices"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/pass"
)

// Coupled is a time step of neurons with gap junctions, in parts: Enter, then Integrate for each part that the step is divided
// into, then Leave. What Before of the model hands on as temporaries are outputs of Enter and inputs of the others. Integrate has the outputs
// ir.SlopeBegin and ir.SlopeEnd.
//
// Values that are not finite are stored; the parts set ir.FailOutput as a whole step does.
type Coupled struct{ Enter, Integrate, Leave *ir.Program }

// BuildCoupled returns the parts of a time step of m whose gap-junction current is
//
//	I_gap,i = Σ_j g_ij V_j(t) - V_i(t) Σ_j g_ij
//
// with Σ_j g_ij as the parameter ir.GapConductance. Σ_j g_ij V_j(t) is given for each Integrate as a cubic polynomial by the inputs
// ir.Drive(k), and is evaluated wherever the method evaluates the equations; the exact method solves the equations for it.
//
// The errors are those of Build and *NotCoupledError.
func BuildCoupled(m *ir.Model, o Options, divisions int) (*Coupled, error) {
	if err := o.resolve(m); err != nil {
		return nil, err
	}
	if err := CheckCoupling(m); err != nil {
		return nil, err
	}
	method, err := newSystem(m, o).choose(o.Method)
	if err != nil {
		return nil, err
	}
	part := o.Dt / float64(divisions)
	if method.Order > 0 {
		m = withPolynomial(m, part)
	} else {
		m = withChain(m, part)
	}
	o.StoreFailed = true
	s := newSystem(m, o)
	c := &Coupled{s.part("enter", ir.OutputColumn), s.part("integrate", ir.InputColumn), s.part("leave", ir.InputColumn)}
	c.Enter.Before = s.model.Before
	c.Leave.After = s.after()
	s.Dt = part
	s.prepare(method)
	if err := method.integrate(s, c.Integrate); err != nil {
		return nil, err
	}
	for _, slope := range []string{ir.SlopeBegin, ir.SlopeEnd} {
		c.Integrate.Columns = append(c.Integrate.Columns, ir.Column{Name: slope, Type: ir.F64, Role: ir.OutputColumn})
	}
	c.Integrate.Before, c.Integrate.After = s.slopeOfPotential(ir.SlopeBegin, 0), s.slopeOfPotential(ir.SlopeEnd, part)
	for _, p := range []**ir.Program{&c.Enter, &c.Integrate, &c.Leave} {
		*p = pass.Program(*p, nil)
	}
	return c, nil
}

// CheckCoupling returns why neurons of m cannot have gap junctions, a *NotCoupledError, or nil.
func CheckCoupling(m *ir.Model) error {
	port, potential := m.Options.GapPort, m.Options.Potential
	switch {
	case potential == "":
		return &NotCoupledError{m.Name, "it names no membrane potential (#@ potential: NAME)"}
	case port == "":
		return &NotCoupledError{m.Name, "it has no port for their current (#@ gap_port: NAME)"}
	case !slices.Contains(m.ODE, potential):
		return &NotCoupledError{m.Name, "no equation gives the derivative of its membrane potential " + potential}
	case m.Equations.Input(port) < 0:
		return &NotCoupledError{m.Name, "no equation reads its port " + port}
	}
	return nil
}

// part is a program without code whose columns are those of a whole step; the temporaries are in the given role.
func (s *system) part(name string, temporaries ir.Role) *ir.Program {
	p := &ir.Program{Name: s.model.Name + ", " + name, StoreFailed: true, Columns: s.columns()}
	for i := range p.Columns {
		if p.Columns[i].Role == ir.TempColumn {
			p.Columns[i].Role = temporaries
		}
	}
	return p
}

// slopeOfPotential writes the derivative of the membrane potential.
func (s *system) slopeOfPotential(output string, elapsed float64) *ir.Func {
	b := ir.NewBuilder(output)
	potential := slices.Index(s.vars, s.model.Options.Potential)
	b.Output(output, s.slopes(b, s.start(b), s.moment(b, b.F(elapsed)))[potential])
	return b.Func()
}

// withPolynomial returns m with I_gap in its equations as the cubic polynomial of the time, over dt, less what the neuron's own
// potential takes away.
func withPolynomial(m *ir.Model, dt float64) *ir.Model {
	return withGapCurrent(m, func(b *ir.Builder) ir.Value {
		x := b.Mul(b.Input(ir.IntoInput, ir.F64), b.F(1/dt))
		drive := b.Input(ir.Drive(ir.Drives-1), ir.F64)
		for k := ir.Drives - 2; k >= 0; k-- {
			drive = b.FMA(drive, x, b.Input(ir.Drive(k), ir.F64))
		}
		return drive
	})
}

// withChain returns m with the polynomial as the solution of linear equations: c_k' = (k+1)/dt·c_{k+1}. So linear equations
// stay linear, with constant coefficients.
func withChain(m *ir.Model, dt float64) *ir.Model {
	m = withGapCurrent(m, func(b *ir.Builder) ir.Value {
		for k := range ir.Drives {
			next := b.F(0)
			if k+1 < ir.Drives {
				next = b.Mul(b.F(float64(k+1)/dt), b.Input(ir.Drive(k+1), ir.F64))
			}
			b.Output(ir.Derivative(ir.Drive(k)), next)
		}
		return b.Input(ir.Drive(0), ir.F64)
	})
	m.Ports = slices.DeleteFunc(m.Ports, func(p ir.Port) bool { return slices.Contains(drives(), p.Name) })
	m.Integrals = slices.Clone(m.Integrals)
	for i, call := range m.Integrals {
		if slices.Contains(call.Vars, m.Options.Potential) {
			m.Integrals[i].Vars = slices.Concat(call.Vars, drives())
		}
	}
	m.ODE, m.States = slices.Concat(m.ODE, drives()), slices.Clone(m.States)
	for _, name := range drives() {
		m.States = append(m.States, ir.Variable{Name: name, Type: ir.F64, Hidden: true})
	}
	return m
}

func drives() []string {
	var names []string
	for k := range ir.Drives {
		names = append(names, ir.Drive(k))
	}
	return names
}

// withGapCurrent returns m with the gap-junction current in its equations in place of the port: what drive writes less the
// neuron's own share.
func withGapCurrent(m *ir.Model, drive func(b *ir.Builder) ir.Value) *ir.Model {
	coupled := *m
	b := ir.NewBuilder(m.Equations.Name)
	own := b.Mul(b.Input(ir.GapConductance, ir.F64), b.Input(m.Options.Potential, ir.F64))
	current := b.Sub(drive(b), own)
	derivatives := inline(b, m.Equations, map[string]ir.Value{m.Options.GapPort: current})
	for _, out := range m.Equations.Out {
		b.Output(out.Name, derivatives[out.Name])
	}
	coupled.Equations = b.Func()
	coupled.Parameters = append(slices.Clone(m.Parameters), ir.Variable{Name: ir.GapConductance, Type: ir.F64})
	coupled.Ports = slices.Clone(m.Ports)
	for _, name := range drives() {
		coupled.Ports = append(coupled.Ports, ir.Port{Name: name, Kind: ir.ContinuousPort, Gap: true})
	}
	return &coupled
}
