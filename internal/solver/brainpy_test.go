package solver_test

import (
	"fmt"
	"maps"
	"math"
	"testing"

	"github.com/spikelet/spikelet/internal/solver"
)

// TestOneStepAgainstBrainPy takes one step of every method from 48 states, some of which overflow.
func TestOneStepAgainstBrainPy(t *testing.T) {
	groups := map[string][]map[string]string{}
	for _, row := range table(t, "brainpy/one_step_all_methods.csv.gz") {
		key := row["method"] + " " + row["dt"]
		groups[key] = append(groups[key], row)
	}
	if len(groups) != 40 {
		t.Fatalf("%d groups of method and dt", len(groups))
	}
	for key, rows := range groups {
		t.Run(key, func(t *testing.T) {
			m := adexif()
			m.After = nil // it would reset the potential
			o := solver.Options{
				Method: rows[0]["method"], Dt: number(t, rows[0]["dt"]), Fixed: true, StoreFailed: true,
			}
			p := build(t, m, o, len(rows), adexifParameters)
			for i, row := range rows {
				for _, name := range []string{"V", "w", "I"} {
					p.column(name)[i] = number(t, row[name])
				}
			}
			p.step()
			for i, row := range rows {
				for _, name := range []string{"V", "w"} {
					want, got := number(t, row[name+"_new"]), p.column(name)[i]
					if !agree(want, got, 1e-10) {
						t.Errorf("V %s w %s I %s: %s is %v, BrainPy has %v", row["V"], row["w"], row["I"], name, got, want)
					}
				}
				failed := p.mask("fail!")[i] != 0
				finite := !math.IsNaN(p.column("V")[i]-p.column("V")[i]) && !math.IsNaN(p.column("w")[i]-p.column("w")[i])
				if failed == finite {
					t.Errorf("failed is %v for V %v w %v", failed, p.column("V")[i], p.column("w")[i])
				}
			}
		})
	}
}

// agree: relative difference of finite numbers, identity of all others.
func agree(want, got, tolerance float64) bool {
	if math.IsNaN(want) || math.IsInf(want, 0) {
		return fmt.Sprint(want) == fmt.Sprint(got)
	}
	return math.Abs(got-want) <= tolerance*math.Abs(want)
}

// trajectories are the reference runs of one cell over 300 ms. Values before a reset reach 1e17 at V_th -30 mV, so only
// methods of few stages stay finite there.
var trajectories = []struct {
	threshold float64
	file      string
	methods   []string
	tolerance float64 // relative to max(1, |value|)
	spikes    int
}{
	{-55, "single_I65_V0m65_Vthm55_", []string{
		"euler", "midpoint", "heun2", "ralston2", "rk2", "rk3", "heun3", "ralston3", "rk4", "rk4_38rule",
		"rkf45", "rkdp", "bs", "BoSh3", "heun_euler",
	}, 1e-12, 117},
	{-55, "single_I65_V0m65_Vthm55_", []string{"exp_auto"}, 1e-8, 117},
	{-30, "single_I65_V0m65_", []string{"euler"}, 1e-10, 76},
	{-30, "single_I65_V0m65_", []string{"rk2"}, 1e-10, 78},
	{-30, "single_I65_V0m65_", []string{"exp_auto"}, 1e-8, 78},
}

func TestTrajectoriesAgainstBrainPy(t *testing.T) {
	for _, run := range trajectories {
		parameters := maps.Clone(adexifParameters)
		parameters["V_th"] = run.threshold
		for _, method := range run.methods {
			t.Run(fmt.Sprint(method, run.threshold), func(t *testing.T) {
				p := build(t, adexif(), solver.Options{Method: method, Dt: 0.1, Fixed: true}, 1, parameters)
				p.fill("V", -65)
				p.fill("I", 65)
				worst, spikes := 0.0, 0
				for _, row := range table(t, "brainpy/"+run.file+method+".csv.gz") {
					if p.step().Failed > 0 {
						t.Fatalf("step %s failed", row["step"])
					}
					for _, name := range []string{"V", "w"} {
						want := number(t, row[name])
						worst = max(worst, math.Abs(p.column(name)[0]-want)/max(1, math.Abs(want)))
					}
					spike := p.mask("spike!")[0]
					spikes += int(spike)
					if fmt.Sprint(spike) != row["spike"] {
						t.Fatalf("step %s: spike is %d, in BrainPy %s", row["step"], spike, row["spike"])
					}
				}
				if !(worst <= run.tolerance) || spikes != run.spikes {
					t.Errorf("difference %.2g, more than %g, or %d spikes, not %d", worst, run.tolerance, spikes, run.spikes)
				}
				t.Logf("difference %.2g", worst)
			})
		}
	}
}
