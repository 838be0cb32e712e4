package spikelet

import "errors"

// DeviceSpec describes a device: a source of spikes or currents outside the neurons.
type DeviceSpec struct {
	Name  string
	Model Device
	Start float64 // ms; a current acts from Start on, spikes come after Start
	Stop  float64 // ms; a current acts before Stop, spikes come until Stop; 0: for ever
}

// Device is a SpikeGenerator, DCGenerator or StepCurrentGenerator.
type Device interface{ isDevice() }

// SpikeGenerator emits spikes at given times. A spike at time s reaches a neuron with the delay d at the end of the step that
// ends at s+d.
type SpikeGenerator struct {
	Times   []float64 // ms, on the grid of time steps, positive, in ascending order
	Weights []float64 // one for each time, multiplies the connection's; empty: 1
}

// DCGenerator is a constant current.
type DCGenerator struct{ Amplitude float64 }

// StepCurrentGenerator is a current that changes: Amplitudes[i] from Times[i] on, 0 before Times[0].
type StepCurrentGenerator struct {
	Times      []float64 // ms, on the grid of time steps, in ascending order
	Amplitudes []float64
}

func (SpikeGenerator) isDevice()       {}
func (DCGenerator) isDevice()          {}
func (StepCurrentGenerator) isDevice() {}

// AddDevice adds a device.
func (n *Network) AddDevice(spec DeviceSpec) error { return errors.ErrUnsupported }
