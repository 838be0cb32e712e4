package solver

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/pass"
)

// Options choose and set a method. What is zero takes the model's own choice or the default.
type Options struct {
	Method            string  // name or alias; "": the model's, else exact if the equations are linear, else rkf45
	Dt                float64 // the time step, ms
	AbsoluteTolerance float64 // of each variable in its own unit; default 1e-6
	RelativeTolerance float64 // default 0
	Fixed             bool    // embedded pairs: one step of Dt with the higher-order weights, no control
	MaxStep           float64 // ms, upper bound of adaptive step sizes; default none but Dt
	MaxAttempts       int     // attempts of adaptive integration per time step before it fails; default 65536
	StoreFailed       bool    // keep what a failed step computed, infinities and NaN included
}

// Build returns the Program of one time step of m. Its columns are the model's states, parameters, internals and ports
// under their names, ir.TimeBegin and ir.TimeEnd, the temporaries, ir.SpikeOutput and ir.FailOutput, and what the method
// adds: ir.StepSizeColumn (0 means that the next step tries Dt first), columns of Program.Calibrations.
//
// A lane fails when a float state that the step changes is not finite at its end, or when the step size control finds no
// step that is small enough.
//
// The errors are *UnknownMethodError, *OptionError and *NotLinearError.
func Build(m *ir.Model, o Options) (*ir.Program, error) {
	if err := o.resolve(m); err != nil {
		return nil, err
	}
	s := newSystem(m, o)
	method, err := s.choose(o.Method)
	if err != nil {
		return nil, err
	}
	p := &ir.Program{Name: m.Name, StoreFailed: o.StoreFailed}
	p.Columns = s.columns()
	p.Before = s.model.Before
	if len(s.vars) > 0 {
		s.prepare(method)
		if err := method.integrate(s, p); err != nil {
			return nil, err
		}
	}
	p.After = s.after()
	return pass.Program(p, nil), nil
}

// prepare gives the equations the form in which they take the fewest operations. A propagator evaluates them but once.
func (s *system) prepare(method Method) {
	if method.Order > 0 {
		s.equations = pass.Contract(pass.Reciprocal(s.equations, s.varies))
	}
}

// resolve fills in what o leaves to the model and the defaults, and checks the result.
func (o *Options) resolve(m *ir.Model) error {
	if o.Method == "" {
		o.Method = m.Options.Solver
	}
	pick := func(value *float64, choices ...float64) {
		for _, x := range choices {
			if *value == 0 {
				*value = x
			}
		}
	}
	pick(&o.AbsoluteTolerance, m.Options.AbsoluteTolerance, 1e-6)
	pick(&o.RelativeTolerance, m.Options.RelativeTolerance)
	pick(&o.MaxStep, math.Inf(1))
	if o.MaxAttempts == 0 {
		o.MaxAttempts = 1 << 16
	}
	switch {
	case !(o.Dt > 0) || math.IsInf(o.Dt, 0):
		return &OptionError{Option: "time step", Value: o.Dt, Allowed: "a positive number of ms"}
	case !(o.AbsoluteTolerance > 0):
		return &OptionError{Option: "absolute tolerance", Value: o.AbsoluteTolerance, Allowed: "a positive number"}
	case !(o.RelativeTolerance >= 0):
		return &OptionError{Option: "relative tolerance", Value: o.RelativeTolerance, Allowed: "zero or a positive number"}
	case !(o.MaxStep > 0):
		return &OptionError{Option: "largest step", Value: o.MaxStep, Allowed: "a positive number of ms"}
	case o.MaxAttempts < 0:
		return &OptionError{Option: "attempts", Value: float64(o.MaxAttempts), Allowed: "a positive number"}
	}
	return nil
}

// choose finds the method called name; "" leaves the choice to the equations.
func (s *system) choose(name string) (Method, error) {
	if name == "" {
		name = "rkf45"
		if s.linear() == nil {
			name = "exact"
		}
	}
	method, ok := Find(name)
	if !ok {
		return Method{}, &UnknownMethodError{Name: name}
	}
	return method, nil
}
