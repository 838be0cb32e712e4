package spikelet

import (
	"math"
	"time"

	"github.com/spikelet/spikelet/internal/device"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
)

// DeviceSpec describes a device: a source of spikes or currents outside the neurons.
type DeviceSpec struct {
	Name  string
	Model Device
	Start float64 // ms; a current acts from Start on, spikes come after Start
	Stop  float64 // ms; a current acts before Stop, spikes come until Stop; 0: for ever
}

// Device is a SpikeGenerator, PoissonGenerator, DCGenerator, StepCurrentGenerator, ACGenerator or NoiseGenerator.
type Device interface{ build(b deviceBuild) any }

// deviceBuild is what a device is built for.
type deviceBuild struct {
	origin device.Origin
	window device.Window
	grid   grid.Grid
	errs   *invalid.List
}

// SpikeGenerator emits spikes at given times. A spike at time s reaches a neuron with the delay d at the end of the step that
// ends at s+d.
type SpikeGenerator struct {
	Times   []float64 // ms, on the grid of time steps, positive, in ascending order
	Weights []float64 // one for each time, multiplies the connection's; empty: 1
}

// PoissonGenerator emits spikes at random times, for each connection its own: in each time step a Poisson-distributed number
// of mean Rate·TimeStep/1000, independent of all others. Spikes of the step that ends at s are emitted at s; several of them
// arrive as one with that many times the weight. They depend on the network's seed, the device's name and the target alone.
type PoissonGenerator struct{ Rate float64 } // Hz, not negative

// DCGenerator is a constant current, in the unit of the ports that it is connected to.
type DCGenerator struct{ Amplitude float64 }

// StepCurrentGenerator is a current that changes: Amplitudes[i] from Times[i] on, 0 before Times[0].
type StepCurrentGenerator struct {
	Times      []float64 // ms, on the grid of time steps, in ascending order
	Amplitudes []float64
}

// ACGenerator is the current Amplitude·sin(2π·Frequency·t + Phase) + Offset, in the unit of the ports that it is connected to.
// In the step that begins at t it is that of t, where t counts from the beginning of the simulation.
type ACGenerator struct {
	Amplitude, Offset float64
	Frequency         float64 // Hz, not negative
	Phase             float64 // degrees
}

// NoiseGenerator is a random current, for each connection its own, in the unit of the ports that it is connected to. At
// DeviceSpec.Start and then every Interval it is drawn anew from a normal distribution, independent of what it was. The
// variance of what is drawn at t is Std² + StdMod²·sin(2π·Frequency·t + Phase). The current depends on the network's seed, the
// device's name and the target alone.
type NoiseGenerator struct {
	Mean, Std float64
	Interval  float64 // ms, a whole number of time steps; 0: 1 ms
	StdMod    float64 // at most Std
	Frequency float64 // Hz, not negative
	Phase     float64 // degrees
}

func (d SpikeGenerator) build(b deviceBuild) any {
	return device.NewSpikes(d.Times, d.Weights, b.window, b.grid, b.errs)
}

func (d PoissonGenerator) build(b deviceBuild) any {
	return device.NewPoisson(d.Rate, b.origin, b.window, b.grid, b.errs)
}

func (d DCGenerator) build(b deviceBuild) any {
	return device.NewDC(d.Amplitude, b.window, b.errs)
}

func (d StepCurrentGenerator) build(b deviceBuild) any {
	return device.NewStepCurrent(d.Times, d.Amplitudes, b.window, b.grid, b.errs)
}

func (d ACGenerator) build(b deviceBuild) any {
	return device.NewAC(d.Amplitude, d.Offset, d.Frequency, d.Phase, b.window, b.grid, b.errs)
}

func (d NoiseGenerator) build(b deviceBuild) any {
	if d.Interval == 0 {
		d.Interval = 1
	}
	p := device.NoiseParameters{
		Mean: d.Mean, Std: d.Std, Interval: d.Interval, Mod: d.StdMod, Frequency: d.Frequency, Phase: d.Phase,
	}
	return device.NewNoise(p, b.origin, b.window, b.grid, b.errs)
}

// AddDevice adds a device. The error holds a *BuildError for everything that is wrong with spec.
func (n *Network) AddDevice(spec DeviceSpec) error {
	defer n.timed(time.Now())
	if err := n.checkName("device", spec.Name); err != nil {
		return err
	}
	object := "device " + spec.Name
	if spec.Model == nil {
		return wrong(object, []string{"model"}, "the device has no model")
	}
	if spec.Stop == 0 {
		spec.Stop = math.Inf(1)
	}
	errs := &invalid.List{Object: object}
	built := spec.Model.build(deviceBuild{
		device.Origin{Seed: n.config.Seed, Name: spec.Name}, device.NewWindow(spec.Start, spec.Stop, n.grid, errs), n.grid, errs,
	})
	if err := errs.Err(); err != nil {
		return err
	}
	n.devices[spec.Name] = built
	n.deviceNames = append(n.deviceNames, spec.Name)
	return nil
}
