package solver_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/spikelet/spikelet/internal/solver"
)

// integrateOnly drops After, which would reset the potential.
func adexifStep(t *testing.T, method string, dt float64, n int) *population {
	m := adexif()
	m.After = nil
	return build(t, m, solver.Options{Method: method, Dt: dt, Fixed: true, StoreFailed: true}, n, adexifParameters)
}

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
			p := adexifStep(t, rows[0]["method"], number(t, rows[0]["dt"]), len(rows))
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

// TestTrajectoriesAgainstBrainPy runs 300 ms of regular spiking with every method: the tolerance is relative to
// max(1, |V|), spikes fall on the same steps.
func TestTrajectoriesAgainstBrainPy(t *testing.T) {
	methods := []string{
		"euler", "midpoint", "heun2", "ralston2", "rk2", "rk3", "heun3", "ralston3", "rk4", "rk4_38rule",
		"rkf45", "rkdp", "bs", "BoSh3", "heun_euler", "exp_auto",
	}
	for _, method := range methods {
		t.Run(method, func(t *testing.T) {
			tolerance := 1e-12
			if method == "exp_auto" {
				tolerance = 1e-8
			}
			parameters := map[string]float64{}
			for name, x := range adexifParameters {
				parameters[name] = x
			}
			parameters["V_th"] = -55
			p := build(t, adexif(), solver.Options{Method: method, Dt: 0.1, Fixed: true}, 1, parameters)
			p.fill("V", -65)
			p.fill("I", 65)
			worst, spikes := 0.0, 0
			for _, row := range table(t, "brainpy/single_I65_V0m65_Vthm55_"+method+".csv.gz") {
				p.step()
				for _, name := range []string{"V", "w"} {
					want := number(t, row[name])
					worst = max(worst, math.Abs(p.column(name)[0]-want)/max(1, math.Abs(want)))
				}
				if spike := p.mask("spike!")[0]; spike != 0 {
					spikes++
					if row["spike"] == "0" || row["spike"] == "False" {
						t.Errorf("a spike at step %s that BrainPy does not have", row["step"])
					}
				}
			}
			if worst > tolerance || spikes != 117 {
				t.Errorf("difference %.2g, %d spikes", worst, spikes)
			}
			t.Logf("difference %.2g", worst)
		})
	}
}
