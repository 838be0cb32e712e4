package record

import (
	"cmp"
	"slices"

	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/population"
)

// Request asks for spikes of, or samples from, some neurons of a population.
type Request struct {
	Population *population.Population
	Neurons    []int32
	Spikes     bool
	Variables  []string // as the user names them
	Interval   int64    // steps between samples: those at its multiples are taken
}

// Sink takes what is recorded. Of one grid point it is told all spikes first, ordered by the populations' names and by
// neuron, then the samples in the order of the requests, then that the grid point is over.
type Sink interface {
	Spikes(population string, t float64, neurons []int32) error
	// Sample gives values[variable][i], the value in the i-th neuron of a request at the time t ms.
	Sample(request int, t float64, values [][]float64) error
	EndStep(t float64) error
}

// Recorder takes what the requests ask for.
type Recorder struct {
	grid    grid.Grid
	sink    Sink
	spiking []*spiking // by name of population
	samples []*sampled
}

// spiking is a population whose spikes are recorded.
type spiking struct {
	population *population.Population
	recorded   []bool // by neuron
	neurons    []int32
}

// sampled is a request with variables.
type sampled struct {
	index   int
	sampler *population.Sampler
	values  [][]float64
}

// New returns a recorder that gives what requests ask for to sink. An error says that a variable does not exist; it is an
// *invalid.Error.
func New(requests []Request, sink Sink, g grid.Grid) (*Recorder, error) {
	r := &Recorder{grid: g, sink: sink}
	for i, request := range requests {
		if request.Spikes {
			r.addSpikes(request)
		}
		if len(request.Variables) == 0 {
			continue
		}
		s, err := newSampled(request, i)
		if err != nil {
			return nil, err
		}
		r.samples = append(r.samples, s)
	}
	slices.SortFunc(r.spiking, func(a, b *spiking) int {
		return cmp.Compare(a.population.Name(), b.population.Name())
	})
	return r, nil
}

func (r *Recorder) addSpikes(request Request) {
	i := slices.IndexFunc(r.spiking, func(s *spiking) bool { return s.population == request.Population })
	if i < 0 {
		i = len(r.spiking)
		r.spiking = append(r.spiking, &spiking{
			population: request.Population, recorded: make([]bool, request.Population.Size()),
		})
	}
	for _, neuron := range request.Neurons {
		r.spiking[i].recorded[neuron] = true
	}
}

func newSampled(request Request, index int) (*sampled, error) {
	sampler, err := request.Population.NewSampler(request.Neurons, request.Variables, request.Interval)
	if err != nil {
		return nil, err
	}
	s := &sampled{index: index, sampler: sampler}
	for range request.Variables {
		s.values = append(s.values, make([]float64, len(request.Neurons)))
	}
	return s, nil
}

// Samplers are what must have taken its samples when Observe is called.
func (r *Recorder) Samplers() []*population.Sampler {
	var all []*population.Sampler
	for _, s := range r.samples {
		all = append(all, s.sampler)
	}
	return all
}

// Observe records what belongs to a grid point: each is told, in order.
func (r *Recorder) Observe(step int64) error {
	t := r.grid.Time(step)
	for _, s := range r.spiking {
		if err := s.observe(t, r.sink); err != nil {
			return err
		}
	}
	for _, s := range r.samples {
		if !s.sampler.Due(step) {
			continue
		}
		s.sampler.Read(step, s.values)
		if err := r.sink.Sample(s.index, t, s.values); err != nil {
			return err
		}
	}
	return r.sink.EndStep(t)
}

func (s *spiking) observe(t float64, sink Sink) error {
	s.neurons = s.neurons[:0]
	for _, neuron := range s.population.Spiked() {
		if s.recorded[neuron] {
			s.neurons = append(s.neurons, neuron)
		}
	}
	if len(s.neurons) == 0 {
		return nil
	}
	return sink.Spikes(s.population.Name(), t, s.neurons)
}
