package record

// Summary describes a run; its JSON form is summary.json.
type Summary struct {
	Spikelet       string             `json:"spikelet"` // version
	Seed           uint64             `json:"seed"`
	TimeStep       float64            `json:"time_step_ms"`
	Steps          int64              `json:"steps"`
	ISA            string             `json:"isa"` // the executor
	Threads        int                `json:"threads"`
	Neurons        int64              `json:"neurons"`
	Connections    int64              `json:"connections"`
	Spikes         map[string]int64   `json:"spikes"`
	Rates          map[string]float64 `json:"rates_hz"`
	Attempts       map[string]float64 `json:"attempts_per_step,omitempty"` // adaptive populations: mean per neuron and step
	Wall           float64            `json:"wall_s"`
	Build          float64            `json:"build_s"`
	RealTimeFactor float64            `json:"real_time_factor"` // wall time over simulated time
	Interrupted    bool               `json:"interrupted,omitempty"`
	Digest         string             `json:"digest"`
}
