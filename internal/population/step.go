package population

import (
	"encoding/binary"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// bound says where in the frame the columns are that a step touches; -1 where the program has no such column.
type bound struct {
	begin, end    int
	spiked, fails int
	spikePorts    []spikePort // in the order of the model's spiking ports
}

type spikePort struct{ sums, arrived int }

func (p *Population) locate(program *ir.Program) bound {
	b := bound{
		begin: program.Column(ir.TimeBegin), end: program.Column(ir.TimeEnd),
		spiked: program.Column(ir.SpikeOutput), fails: program.Column(ir.FailOutput),
	}
	for _, port := range p.spec.Model.Ports {
		if port.Kind == ir.SpikePort {
			b.spikePorts = append(b.spikePorts, spikePort{program.Column(port.Name), program.Column(ir.Arrived(port.Name))})
		}
	}
	return b
}

// SpikePorts is the number of the model's spiking ports.
func (p *Population) SpikePorts() int { return len(p.bound.spikePorts) }

// SetSpikes gives the next step what arrives at its end: for each spiking port and neuron (at port·Size + neuron) the sum of
// the weights, and 1 where spikes arrived. The slices are read by the step and by Culprit after it.
func (p *Population) SetSpikes(sums []float64, arrived []uint8) {
	p.setSpikes(p.frame, p.bound, sums, arrived)
}

func (p *Population) setSpikes(f *kernel.Frame, at bound, sums []float64, arrived []uint8) {
	for i, port := range at.spikePorts {
		lo, hi := i*p.n, (i+1)*p.n
		if port.sums >= 0 {
			f.Columns[port.sums].F = sums[lo:hi]
		}
		if port.arrived >= 0 {
			f.Columns[port.arrived].B = arrived[lo:hi]
		}
	}
}

// Current is the column of a continuous port, given by its index in the model's ports: one value per neuron, which is held
// during every step until it is changed.
func (p *Population) Current(port int) []float64 {
	return p.column(p.spec.Model.Ports[port].Name).F
}

// Silence says what never arrives, as long as that is not said otherwise: spikes, and the signals of continuous ports for
// which current is true. The step is compiled without them. Prepare must be called before the next step.
func (p *Population) Silence(spikes bool, current func(port int) bool) {
	for i, port := range p.spec.Model.Ports {
		silent := spikes
		if port.Kind == ir.ContinuousPort {
			silent = current(i)
		}
		if silent != p.silent[port.Name] {
			p.silent[port.Name], p.stale = silent, true
		}
	}
}

// Prepare makes the population ready to step after parameters were written or ports silenced.
func (p *Population) Prepare() error {
	if p.stale {
		if err := p.compile(); err != nil {
			return err
		}
	}
	p.code()
	return nil
}

// Step advances all neurons over the step that begins at grid point k. It allocates only when more neurons spike than ever
// before.
func (p *Population) Step(k int64) kernel.Stats {
	if p.stale {
		panic("population: a step with stale parameters")
	}
	p.code()
	p.setTime(p.frame, p.bound, k)
	stats := p.kernel.Step(p.frame, 0, p.n)
	p.fired = p.fired[:0]
	if p.bound.spiked >= 0 {
		p.fired = appendSet(p.fired, p.frame.Columns[p.bound.spiked].B, 0)
	}
	p.Advanced(p.fired)
	return stats
}

func (p *Population) setTime(f *kernel.Frame, at bound, k int64) {
	if at.begin >= 0 {
		f.Columns[at.begin].F[0] = p.spec.Grid.Time(k)
	}
	if at.end >= 0 {
		f.Columns[at.end].F[0] = p.spec.Grid.Time(k + 1)
	}
}

// Spiked returns the neurons that spiked at the end of the last step, ascending. It is valid until the next step.
func (p *Population) Spiked() []int32 { return p.spiked }

// appendSet appends first and the indices at which mask is not 0, added up.
func appendSet(indices []int32, mask []uint8, first int32) []int32 {
	i := 0
	for ; i+8 <= len(mask); i += 8 {
		if binary.LittleEndian.Uint64(mask[i:]) == 0 {
			continue
		}
		for j := i; j < i+8; j++ {
			if mask[j] != 0 {
				indices = append(indices, first+int32(j))
			}
		}
	}
	for ; i < len(mask); i++ {
		if mask[i] != 0 {
			indices = append(indices, first+int32(i))
		}
	}
	return indices
}
