package cli

import (
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/netfile"
)

func newModels(t *terminal) *cobra.Command {
	var text bool
	var asm asmFlags
	c := &cobra.Command{
		Use:   "models [NAME]",
		Short: "list the built-in models or explain one",
		Long: `models lists the built-in models. With the name of one, or the path of a .nestml file, it shows the model's equations,
parameters, states, what can be recorded, ports with their units, and where it comes from; with --asm, the machine code that its
neurons run as.`,
		Example: `  spikelet models
  spikelet models hh_psc_alpha_gap
  spikelet models aeif_cond_exp --text > my-model.nestml
  spikelet models aeif_cond_exp --asm --isa avx2 --solver exp_auto`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return spikelet.BuiltinModels(), cobra.ShellCompDirectiveDefault
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && asm.asm {
				return &failure{wrongInput, "--asm needs the NAME of a model"}
			}
			if len(args) == 0 {
				return listModels(t)
			}
			return showModel(t, args[0], text, &asm)
		},
	}
	t.addJSON(c)
	c.Flags().BoolVar(&text, "text", false, "print the model's NESTML text")
	asm.add(c)
	return c
}

// modelJSON is what models --json writes of a model.
type modelJSON struct {
	Name        string         `json:"name"`
	Doc         string         `json:"doc"`
	Solver      string         `json:"solver"`
	Equations   []string       `json:"equations"`
	Parameters  []variableJSON `json:"parameters"`
	States      []variableJSON `json:"states"`
	Recordables []variableJSON `json:"recordables"`
	Ports       []portJSON     `json:"ports"`
}

type variableJSON struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"`
	Type    string   `json:"type"`
	Unit    string   `json:"unit,omitempty"`
	Default *float64 `json:"default,omitempty"` // in the internal unit: ms, mV, pA, nS, pF, GOhm, mM
	Doc     string   `json:"doc,omitempty"`
}

type portJSON struct {
	Name string `json:"name"`
	Kind string `json:"kind"` // "spikes", "excitatory spikes", "inhibitory spikes", "current", "gap junctions"
	Unit string `json:"unit,omitempty"`
}

func newModelJSON(m *spikelet.Model) modelJSON {
	j := modelJSON{
		Name: m.Name(), Doc: m.Doc(), Solver: solverName(m), Equations: equations(m),
		Parameters: variables(m.Parameters(), true), States: variables(m.States(), true), Recordables: variables(m.Recordables(), false),
	}
	for _, p := range m.Ports() {
		j.Ports = append(j.Ports, portJSON{p.Name, portKind(p), p.Unit})
	}
	return j
}

func variables(list []spikelet.Variable, defaults bool) []variableJSON {
	made := []variableJSON{}
	for _, v := range list {
		j := variableJSON{Name: v.Name, Aliases: v.Aliases, Type: v.Type, Unit: v.Unit, Doc: v.Doc}
		if defaults {
			j.Default = &v.Default
		}
		made = append(made, j)
	}
	return made
}

func portKind(p spikelet.Port) string {
	switch {
	case p.Gap:
		return "gap junctions"
	case !p.Spike:
		return "current"
	case p.Sign > 0:
		return "excitatory spikes"
	case p.Sign < 0:
		return "inhibitory spikes"
	}
	return "spikes"
}

// solverName is the default method, in words where the model leaves it open.
func solverName(m *spikelet.Model) string {
	if m.Solver() == "" {
		return "exact or rkf45"
	}
	return m.Solver()
}

// listModels prints a table of the built-in models.
func listModels(t *terminal) error {
	var all []modelJSON
	for _, name := range spikelet.BuiltinModels() {
		m, err := spikelet.BuiltinModel(name)
		if err != nil {
			return &failure{runFailed, err.Error()}
		}
		all = append(all, newModelJSON(m))
	}
	if t.json {
		t.writeJSON(all)
		return nil
	}
	table := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "MODEL\tNEURON\tSOLVER\tSTATES")
	for _, m := range all {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", m.Name, firstSentence(m.Doc), m.Solver, someNames(m.States))
	}
	return table.Flush()
}

// someNames lists the first few variables.
func someNames(list []variableJSON) string {
	const most = 6
	var names []string
	for i, v := range list {
		if i == most {
			names = append(names, "…")
			break
		}
		names = append(names, v.Name)
	}
	return strings.Join(names, " ")
}

// firstSentence is text up to its first full stop or, where that is long, up to a comma, in one line.
func firstSentence(text string) string {
	const most = 70
	text, _, _ = strings.Cut(strings.Join(strings.Fields(text), " "), ". ")
	text = strings.TrimSuffix(text, ".")
	for len(text) > most {
		comma := strings.LastIndexAny(text, ",:(")
		if comma < 0 {
			break
		}
		text = strings.TrimSpace(text[:comma])
	}
	return text
}

// showModel prints one model.
func showModel(t *terminal, name string, text bool, asm *asmFlags) error {
	m, diagnostics := findModel(name)
	if m == nil {
		t.diagnostics(diagnostics)
		return &failure{code: wrongInput}
	}
	switch {
	case asm.asm:
		return asm.print(t, m)
	case text:
		fmt.Fprint(t.out, m.Source())
	case t.json:
		t.writeJSON(newModelJSON(m))
	default:
		fmt.Fprint(t.out, describe(m))
	}
	return nil
}

// findModel returns a built-in model by its name, or that of a file.
func findModel(name string) (*spikelet.Model, *diag.List) {
	if filepath.Ext(name) == ".nestml" {
		return netfile.ReadModel(name)
	}
	m, err := spikelet.BuiltinModel(name)
	if err == nil {
		return m, nil
	}
	list := &diag.List{}
	for _, e := range spikelet.BuildErrors(err) {
		list.Add(diag.Diagnostic{Code: "unknown-name", Message: e.Message, Fix: e.Fix})
	}
	return nil, list
}
