package record

import (
	"encoding/json"
	"path/filepath"
)

// Summary describes a run; its JSON form is summary.json.
type Summary struct {
	Spikelet       string                       `json:"spikelet"` // version
	Seed           uint64                       `json:"seed"`
	TimeStep       float64                      `json:"time_step_ms"`
	Start          float64                      `json:"start_ms,omitempty"` // the network's time when the run began
	Steps          int64                        `json:"steps"`
	ISA            string                       `json:"isa"` // the executor
	Threads        int                          `json:"threads"`
	Neurons        int64                        `json:"neurons"`
	Connections    int64                        `json:"connections"`
	Spikes         map[string]int64             `json:"spikes"`
	Rates          map[string]float64           `json:"rates_hz"`
	Sizes          map[string]int               `json:"sizes,omitempty"`             // neurons of each population
	Units          map[string]map[string]string `json:"units,omitempty"`             // of what was recorded, by population and variable; none for numbers
	Attempts       map[string]float64           `json:"attempts_per_step,omitempty"` // adaptive populations: mean per neuron and step
	Wall           float64                      `json:"wall_s"`
	Build          float64                      `json:"build_s"`
	RealTimeFactor float64                      `json:"real_time_factor"` // wall time over simulated time
	Interrupted    bool                         `json:"interrupted,omitempty"`
	Digest         string                       `json:"digest"`
}

// WriteSummary writes s to summary.json in the folder dir.
func WriteSummary(dir string, s *Summary) error {
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return write(filepath.Join(dir, summaryFile), append(text, '\n'))
}
