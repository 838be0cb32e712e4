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
	GapJunctions   int64                        `json:"gap_junctions,omitempty"`
	Gap            *Gap                         `json:"gap,omitempty"` // nil without gap junctions
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

// Gap describes what the relaxation of gap junctions did.
type Gap struct {
	Windows     int64   `json:"windows"`
	Iterations  float64 `json:"iterations_mean"` // sweeps over a window
	Most        int64   `json:"iterations_max"`
	Unconverged int64   `json:"unconverged"`
	Residual    float64 `json:"residual_max_mV"` // the largest change of a potential in the last sweep over a window
	Divisions   int64   `json:"step_divisions_max"`
}

// WriteSummary writes s to summary.json in the folder dir.
func WriteSummary(dir string, s *Summary) error {
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return write(filepath.Join(dir, summaryFile), append(text, '\n'))
}
