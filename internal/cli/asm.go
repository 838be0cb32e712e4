package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/unit"
)

// asmFlags are those of models NAME --asm.
type asmFlags struct {
	asm               bool
	isa, solver, step string
}

// asmJSON is what models NAME --asm --json writes.
type asmJSON struct {
	Assembly string `json:"assembly"`
}

func (f *asmFlags) add(c *cobra.Command) {
	c.Flags().BoolVar(&f.asm, "asm", false, "print the machine code of a step, with comments")
	c.Flags().StringVar(&f.isa, "isa", "", "--asm: for avx2 or avx512 (default what this processor runs)")
	c.Flags().StringVar(&f.solver, "solver", "", "--asm: the method of integration (default the model's)")
	c.Flags().StringVar(&f.step, "step", "0.1 ms", "--asm: the time step")
}

// print writes the machine code of one neuron of model m with its default parameters.
func (f *asmFlags) print(t *terminal, m *spikelet.Model) error {
	ms, err := unit.Parse("ms")
	if err != nil {
		panic("cli: " + err.Error())
	}
	step, err := unit.ParseAs(f.step, ms)
	if err != nil {
		return &failure{wrongInput, "--step: " + err.Error()}
	}
	text, err := assembly(m, f.isa, f.solver, step)
	if err != nil {
		return &failure{wrongInput, err.Error()}
	}
	if t.json {
		t.writeJSON(asmJSON{text})
	} else {
		fmt.Fprint(t.out, text)
	}
	return nil
}

func assembly(m *spikelet.Model, isa, solver string, step float64) (string, error) {
	network, err := spikelet.NewNetwork(spikelet.Config{TimeStep: step, Executor: "portable"})
	if err != nil {
		return "", err
	}
	p, err := network.AddPopulation(spikelet.PopulationSpec{
		Name: "neuron", Model: m, Shape: []int{1}, Solver: spikelet.Solver{Method: solver},
	})
	if err != nil {
		return "", err
	}
	return p.Assembly(isa)
}
