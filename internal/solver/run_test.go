package solver_test

import (
	"compress/gzip"
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/exec/portable"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/pass"
	"github.com/spikelet/spikelet/internal/solver"
)

// population runs a Program of n neurons on the portable executor.
type population struct {
	t       testing.TB
	program *ir.Program
	kernel  kernel.Kernel
	frame   *kernel.Frame
	dt      float64
	steps   int
}

// build makes the Program of m with parameters that are the same for all neurons. Columns are zero.
func build(t testing.TB, m *ir.Model, o solver.Options, n int, parameters map[string]float64) *population {
	t.Helper()
	p, err := solver.Build(m, o)
	if err != nil {
		t.Fatal(err)
	}
	p = pass.Program(p, calibrated(p, parameters))
	k, err := portable.Compile(p)
	if err != nil {
		t.Fatalf("%v\n%s", err, ir.FormatProgram(p))
	}
	return &population{t: t, program: p, kernel: k, frame: kernel.NewFrame(p, n), dt: o.Dt}
}

// calibrated is the bits of parameters and of the columns that p derives from them alone.
func calibrated(p *ir.Program, parameters map[string]float64) map[string]uint64 {
	bits := map[string]uint64{}
	for name, x := range parameters {
		bits[name] = math.Float64bits(x)
	}
	for _, c := range p.Calibrations {
		in, known := make([]uint64, len(c.Coefficients.In)), true
		for i, s := range c.Coefficients.In {
			x, ok := parameters[s.Name]
			in[i], known = math.Float64bits(x), known && ok
		}
		for i, name := range c.Columns() {
			if known {
				bits[name] = math.Float64bits(solver.Calibrate(c, in)[i])
			}
		}
	}
	return bits
}

func (p *population) column(name string) []float64 {
	p.t.Helper()
	i := p.program.Column(name)
	if i < 0 {
		p.t.Fatalf("no column %s in\n%s", name, ir.FormatProgram(p.program))
	}
	return p.frame.Columns[i].F
}

func (p *population) mask(name string) []uint8 { return p.frame.Columns[p.program.Column(name)].B }

func (p *population) fill(name string, x float64) {
	p.t.Helper()
	column := p.column(name)
	for i := range column {
		column[i] = x
	}
}

// step runs one time step.
func (p *population) step() kernel.Stats {
	for name, k := range map[string]int{ir.TimeBegin: p.steps, ir.TimeEnd: p.steps + 1} {
		if i := p.program.Column(name); i >= 0 {
			p.frame.Columns[i].F[0] = float64(k) * p.dt
		}
	}
	p.steps++
	return p.kernel.Step(p.frame, 0, p.frame.N)
}

// table reads a compressed CSV file of the reference folder: its rows below the header, by column name.
func table(t testing.TB, file string) []map[string]string {
	t.Helper()
	f, err := os.Open("../../reference/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := make(map[string]string, len(record))
		for i, name := range records[0] {
			row[name] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}
