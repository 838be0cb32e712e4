package spikelet

import (
	"errors"
	"math"
	"slices"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/gap"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/unit"
)

// GapJunctions says how gap junctions are treated: I_gap,i(t) = Σ_j g_ij (V_j(t) - V_i(t)), with g_ij = g_ji. The zero value is
// the default.
type GapJunctions struct {
	// Method is "waveform", the default: the neurons of the network are integrated over an interval again and again, each with
	// the others' potentials as found before, until no potential changes by more than Tolerance (waveform relaxation, Hahne et
	// al. 2015, doi:10.3389/fninf.2015.00022). Or "lagged": V_j is held at its value where the interval began.
	Method string
	// Interpolation is the course of V_j that others see within a time step: "dense", the default, cubic on as many parts of
	// the step as its error asks for; "cubic", "linear" and "constant", NEST's orders 3, 1 and 0.
	Interpolation string
	Interval      float64 // ms, a whole number of time steps; 0: one step for lagged and dense, else 1 ms
	Tolerance     float64 // mV; 0: 1e-4
	MaxIterations int     // 0: 15
}

// The defaults of GapJunctions.
const (
	DefaultGapTolerance  = gap.DefaultTolerance // mV
	DefaultGapIterations = gap.DefaultMaxIterations
)

var (
	gapMethods        = []string{"waveform", "lagged"}
	gapInterpolations = []string{"dense", "cubic", "linear", "constant"}
)

// setGap takes the settings of gap junctions over.
func (n *Network) setGap(g GapJunctions) error {
	const object = "simulation"
	errs := &invalid.List{Object: object}
	pick := func(part, name string, known []string) int {
		i := slices.Index(known, name)
		if i < 0 && name != "" {
			errs.Append(unknown(object, []string{"gap_junctions", part}, part, name, known))
		}
		return max(0, i)
	}
	o := gap.Options{
		Method: gap.Method(pick("method", g.Method, gapMethods)), Interpolation: gap.Interpolation(pick("interpolation", g.Interpolation, gapInterpolations)),
		Tolerance: g.Tolerance, MaxIterations: g.MaxIterations,
	}
	steps, onGrid := n.grid.Index(g.Interval)
	if !onGrid || steps < 0 || steps == 0 && g.Interval != 0 {
		errs.Addf(invalid.Path("gap_junctions", "interval"), "the interval %v ms is no whole number of time steps of %v ms", g.Interval, n.grid.Dt)
	}
	o.Interval = steps
	if o.Tolerance == 0 {
		o.Tolerance = gap.DefaultTolerance
	}
	if !(o.Tolerance > 0) || math.IsInf(o.Tolerance, 0) {
		errs.Addf(invalid.Path("gap_junctions", "tolerance"), "the tolerance is %v mV; it must be positive", g.Tolerance)
	}
	if o.MaxIterations == 0 {
		o.MaxIterations = gap.DefaultMaxIterations
	}
	if o.MaxIterations < 0 {
		errs.Addf(invalid.Path("gap_junctions", "max_iterations"), "%d iterations are too few: at least 1", g.MaxIterations)
	}
	if err := errs.Err(); err != nil {
		return err
	}
	n.sim.SetGap(o)
	return nil
}

// checkGap checks what a gap junction asks of its ends.
func (c *connecting) checkGap(path []string) {
	if c.device != nil {
		c.errs.Addf(path, "a gap junction joins neurons, but %s is a device", c.spec.From)
	}
	if c.spec.Synapse.Delay.Given() {
		c.errs.Addf(invalid.Path("synapse", "delay"), "a gap junction has no delay: current flows at once").Fix = "leave the delay out"
	}
	if c.spec.Synapse.Port != "" {
		c.errs.Addf(invalid.Path("synapse", "port"), "a gap junction leads to the model's gap port").Fix = "leave the port out"
	}
}

// buildGap makes gap junctions.
func (c *connecting) buildGap() error {
	n := c.network
	pairs, err := connect.Pairs(c.spec.Rule.rule, c.ends, n.config.Seed, n.rules)
	if err != nil {
		return c.located(err)
	}
	conductance, err := connect.Weights(c.spec.Synapse.Weight.or(draw.Constant(1)), len(pairs), n.config.Seed, n.rules)
	if err != nil {
		return c.located(err)
	}
	for _, g := range conductance {
		if !(g >= 0) || math.IsInf(g, 0) {
			return wrong(c.errs.Object, invalid.Path("synapse", "weight"), "the conductance of a gap junction is %v%s; it must not be negative",
				g, c.conductanceUnit())
		}
	}
	if err := n.sim.ConnectGap(c.from.population, c.to.population, pairs, conductance); err != nil {
		return wrong(c.errs.Object, invalid.Path("synapse", "model"), "%v", err)
	}
	n.rules++
	return nil
}

// conductanceUnit is the unit of the conductance with a space before it, or "" for a plain number.
func (c *connecting) conductanceUnit() string {
	for _, p := range c.to.population.Model().Ports {
		if u := (Port{Unit: p.Unit}).ConductanceUnit(); p.Gap && u != unit.One {
			return " " + u.String()
		}
	}
	return ""
}

// ConductanceUnit is the unit of the conductance of gap junctions that lead to this port: what times mV gives the port's.
func (p Port) ConductanceUnit() unit.Unit {
	current, err := unit.Parse(p.Unit)
	if p.Unit == "" {
		current, err = unit.One, nil
	}
	potential, err2 := unit.Parse("mV")
	if err := errors.Join(err, err2); err != nil {
		panic("spikelet: the unit of port " + p.Name + ": " + err.Error())
	}
	return current.Div(potential).Internal()
}
