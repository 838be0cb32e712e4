package ir

// Role says what a column is for.
type Role uint8

// The roles of columns.
const (
	StateColumn   Role = iota // read at the start of a step, written at its end
	ParamColumn               // constant during a run, one value per neuron
	InputColumn               // set by the caller before each step, one value per neuron
	UniformColumn             // set by the caller before each step, one value for all neurons
	TempColumn                // lives within one step of one lane; no storage outside the kernel
	OutputColumn              // written at the end of each step
)

// Column is one variable of a population, an array over its neurons.
type Column struct {
	Name string
	Type Type
	Role Role
}

// Program is one time step of a population in a form that an executor compiles. Its Funcs find their inputs and outputs
// among Columns by name. Per lane, in this order:
//
//	Before;
//	Step once, or (Adaptive) Attempt again and again until column ElapsedColumn equals Adaptive.Dt;
//	After.
//
// Each part sees what the parts before it wrote. A nil part does nothing. FailOutput is a column: a lane in which any part
// sets it has failed, whatever later parts say, makes no further Attempt, and keeps the states that it had before the
// step, unless StoreFailed.
type Program struct {
	Name    string
	Columns []Column

	Before  *Func
	Step    *Func
	Attempt *Func
	After   *Func

	Adaptive     *Adaptive
	Calibrations []*Calibration
	StoreFailed  bool
}

// Adaptive describes a Program whose integration is a repeated Attempt. Attempt reads and writes the integrated states,
// StepSizeColumn and ElapsedColumn; the executor sets ElapsedColumn to 0 before the first attempt of a step. After
// MaxAttempts attempts the lane fails.
type Adaptive struct {
	Dt          float64 // ms
	MaxAttempts int
}

// Calibration defines ParamColumns that an integration method derives from parameters: entries of the propagator of
// x' = A x + b over one step, P = exp(A·Dt) and Q = ∫₀^Dt exp(A·s) ds. Package solver computes them (Calibrate) when the
// parameters are set. Parameters that only Coefficients reads need no column.
type Calibration struct {
	Dt           float64 // ms
	Size         int     // A, P and Q are Size × Size
	Coefficients *Func   // parameters, internals → the entries of A that may be other than 0
	A            []Entry // where output i of Coefficients, Name, belongs
	P, Q         []Entry // which entries have a column, Name
}

// Entry is a place in a matrix that has a name.
type Entry struct {
	Row, Col int
	Name     string
}

// Columns are the names of the columns that c defines, those of P before those of Q. A Program that was specialised may
// have lost some of them.
func (c *Calibration) Columns() []string {
	var names []string
	for _, e := range c.P {
		names = append(names, e.Name)
	}
	for _, e := range c.Q {
		names = append(names, e.Name)
	}
	return names
}

// Names of columns that belong to adaptive integration.
const (
	StepSizeColumn = "integration_step" // state: the step size that persists between time steps, ms
	ElapsedColumn  = "elapsed!"         // temporary: how far into the step the lane is, ms
)

// Column returns the index of the column called name, or -1.
func (p *Program) Column(name string) int {
	for i := range p.Columns {
		if p.Columns[i].Name == name {
			return i
		}
	}
	return -1
}

// Parts returns the Funcs of p that are not nil, in the order in which they run.
func (p *Program) Parts() []*Func {
	var parts []*Func
	for _, f := range []*Func{p.Before, p.Step, p.Attempt, p.After} {
		if f != nil {
			parts = append(parts, f)
		}
	}
	return parts
}
