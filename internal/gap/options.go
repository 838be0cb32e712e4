package gap

// Method says what a neuron sees of the others' potentials.
type Method uint8

// The methods.
const (
	Waveform Method = iota // their course, found by waveform relaxation
	Lagged                 // their values where the window began
)

func (m Method) String() string { return [...]string{"waveform", "lagged"}[m] }

// Interpolation is the course of a potential between the points where it is known.
type Interpolation uint8

// The interpolations. Constant, Linear and Cubic have one piece for each time step: V at its beginning; a line from V at its
// beginning to V at its end; the cubic polynomial with V and dV/dt of both. Dense is cubic on parts of the step, as many as its
// error asks for, where all coupled neurons are integrated by methods that choose their steps, else as Cubic.
const (
	Dense Interpolation = iota
	Cubic
	Linear
	Constant
)

func (i Interpolation) String() string { return [...]string{"dense", "cubic", "linear", "constant"}[i] }

// Options are the settings of the coupling.
type Options struct {
	Method        Method
	Interpolation Interpolation
	Interval      int64   // steps of a window; 0: 1 for Lagged, else 1 ms. Dense takes single steps: they need fewer sweeps
	Tolerance     float64 // mV: a window is done when no potential changes by more from one sweep to the next
	MaxIterations int     // sweeps over a window
}

// The defaults of Options.
const (
	DefaultTolerance     = 1e-4
	DefaultMaxIterations = 15
	DefaultInterval      = 1.0 // ms
)

// Dense reports whether time steps are divided as the error asks.
func (o Options) Dense() bool { return o.Method == Waveform && o.Interpolation == Dense }
