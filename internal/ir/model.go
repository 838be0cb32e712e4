package ir

import "fmt"

// Unit-free numbers: every float in a Model or Program is in the internal units (ms, mV, pA, nS, pF, GOhm, mM and their
// products); Variable.Unit says which, for people.

// Model is a neuron model as Funcs over named variables. One time step [t, t+dt) runs
//
//	Before → integration of Equations over dt → After
//
// with the states read at its start and written at its end. Local variables of one part that another needs travel as
// temporaries, named outputs of Before that Equations and After take as inputs.
type Model struct {
	Name string
	Doc  string // the comment before the model, without marks

	Parameters  []Variable
	Internals   []Variable // computed from the parameters by Derive
	States      []Variable // ODE variables, counters, synaptic chains; in declaration order, hidden ones last
	Recordables []Variable // recordable inlines, computed by Probe
	Ports       []Port

	Default []*Func // for each parameter: earlier parameters → its default, one output
	Derive  *Func   // parameters → internals; nil when there are none
	Initial []*Func // for each state: parameters, internals, earlier states → its initial value, one output
	Guards  []Guard

	// Equations gives for each ODE variable x the output Derivative(x). Inputs: states, parameters, internals,
	// continuous ports, TimeInput, temporaries. Nil when the model has no ODE.
	Equations *Func
	ODE       []string // the ODE variables, in the order of States

	Before *Func // states, parameters, internals, ports, TimeBegin, TimeEnd → states, temporaries
	After  *Func // the same and temporaries → states, SpikeOutput (Bool; absent: the model never spikes)
	Probe  *Func // states, parameters, internals → Recordables; nil when there are none

	// Integrals are the calls of integrate_odes, at most one on every path. A variable in none of those whose condition
	// holds keeps its value over the step.
	Integrals []Integral

	Options Options
}

// Names of inputs and outputs that are no variables of the model. None can be a NESTML name.
const (
	TimeInput   = "time!"      // F64: the time at which Equations are evaluated, ms
	IntoInput   = "time.into"  // F64: the same, counted from the beginning of the integration
	TimeBegin   = "time.begin" // F64: start of the step, ms
	TimeEnd     = "time.end"   // F64: end of the step, ms; NESTML's t
	StepInput   = "time.step"  // F64: dt, ms
	SpikeOutput = "spike!"     // Bool: the neuron spikes at the end of this step
	FailOutput  = "fail!"      // Bool: a state that is not finite, or a step size that became zero
)

// What belongs to gap junctions, see solver.BuildCoupled.
const (
	GapConductance = "gap conductance!" // F64 parameter: the sum of a neuron's conductances g_ij
	SlopeBegin     = "slope begin!"     // F64 output: dV/dt of the membrane potential where an integration begins
	SlopeEnd       = "slope end!"       // and where it ends
)

// Drive is the name of the F64 input c_k of a neuron with gap junctions: Σ_j g_ij V_j = c_0 + c_1 x + c_2 x² + c_3 x³, x from
// 0 to 1 during an integration.
func Drive(k int) string { return fmt.Sprintf("gap drive %d!", k) }

// Drives is the number of coefficients c_k.
const Drives = 4

// Derivative is the name of the output of Equations for the ODE variable x.
func Derivative(x string) string { return "d/dt " + x }

// Arrived is the name of the Bool input that says whether spikes arrived at a spiking port in this step. The port's own
// name is the F64 input with the sum of their weights.
func Arrived(port string) string { return port + "!" }

// Variable is a parameter, internal, state or recordable.
type Variable struct {
	Name    string
	Aliases []string
	Type    Type
	Unit    string // as declared, "" for a number; the value is in the internal unit of its dimension
	Doc     string
	Hidden  bool // made by the compiler (synaptic chains of convolve): not offered to record
}

// Guard is a condition that parameters or states must meet: [[ … ]] of a declaration.
type Guard struct {
	Variable string
	Text     string // the condition as written
	State    bool   // checked on initial values, else on parameters
	Check    *Func  // parameters, internals, states → "ok" Bool
}

// PortKind tells spiking from continuous input.
type PortKind uint8

// The kinds of port.
const (
	SpikePort PortKind = iota
	ContinuousPort
)

// Sign is the sign of weights that a spiking port takes.
type Sign uint8

// The signs. An inhibitory port receives magnitudes.
const (
	AnySign Sign = iota
	Excitatory
	Inhibitory
)

// Port is an input of a model: spikes, or a signal that is constant during a step.
type Port struct {
	Name string
	Kind PortKind
	Sign Sign
	Unit string // continuous: of the signal; spiking: of a weight, "" for a number
	Gap  bool   // the port of gap-junction currents: not offered to current connections
}

// Integral is one call of integrate_odes.
type Integral struct {
	When string   // the Bool temporary that is true where the call is reached; "" for always
	Vars []string // the ODE variables that it advances
}

// Options is what NESTML cannot say; the file says it in "#@ key: value" comments and decorators.
type Options struct {
	Solver            string  // default method; "" for rkf45, or exact when every equation is linear
	AbsoluteTolerance float64 // 0: the default, 1e-6
	RelativeTolerance float64
	Potential         string // the membrane potential, "" when there is none
	GapPort           string // the continuous port that takes gap-junction currents
	SpikeSignal       string // the variable that GetSpike reads, default Potential
}

// State returns the state called name or by that alias, and whether there is one.
func (m *Model) State(name string) (*Variable, bool) { return find(m.States, name) }

// Parameter returns the parameter called name or by that alias, and whether there is one.
func (m *Model) Parameter(name string) (*Variable, bool) { return find(m.Parameters, name) }

// Recordable returns the state or recordable inline of that name or alias, and whether there is one.
func (m *Model) Recordable(name string) (*Variable, bool) {
	if v, ok := find(m.States, name); ok && !v.Hidden {
		return v, true
	}
	return find(m.Recordables, name)
}

func find(list []Variable, name string) (*Variable, bool) {
	for i := range list {
		if list[i].Name == name {
			return &list[i], true
		}
	}
	for i := range list {
		for _, alias := range list[i].Aliases {
			if alias == name {
				return &list[i], true
			}
		}
	}
	return nil, false
}
