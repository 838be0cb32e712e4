package exec

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// Variable is the environment variable that names the executor to use when Options do not.
const Variable = "SPIKELET_ISA"

// Options choose the executor.
type Options struct {
	ISA string // its name; "" for that in SPIKELET_ISA and, when that is empty too, the best there is
}

// Executor is one that is compiled in.
type Executor struct {
	Name    string
	Missing string // what this processor lacks to run it; "" when it can
}

// UnknownError says that there is no executor of the name that was asked for, or none that this processor can run.
type UnknownError struct {
	Name      string
	From      string   // Variable when the name was taken from there, else ""
	Missing   string   // what this processor lacks; "" when there is no such executor
	Available []string // those that can be used, best first
}

func (e *UnknownError) Error() string {
	what := "there is no executor " + fmt.Sprintf("%q", e.Name)
	if e.Missing != "" {
		what = fmt.Sprintf("executor %q needs %s", e.Name, e.Missing)
	}
	if e.From != "" {
		what += " (from " + e.From + ")"
	}
	return what + "; available here: " + strings.Join(e.Available, ", ")
}

// backend is a registered executor.
type backend struct {
	name        string
	speed       int           // the available backend with the highest is the best
	missing     func() string // what this processor lacks; "" when nothing
	compile     func(*ir.Program) (kernel.Kernel, error)
	compileFunc func(*ir.Func) (kernel.Function, error)
}

// backends are all that registered, best first.
var backends []backend

// register adds a backend; called from init of the file of each.
func register(b backend) {
	backends = append(backends, b)
	slices.SortFunc(backends, func(a, b backend) int { return cmp.Compare(b.speed, a.speed) })
}

// Executors lists what is compiled in, best first.
func Executors() []Executor {
	list := make([]Executor, len(backends))
	for i, b := range backends {
		list[i] = Executor{Name: b.name, Missing: b.missing()}
	}
	return list
}

// Compile compiles p. The error is an *UnknownError, or says why p is no program.
func Compile(p *ir.Program, o Options) (kernel.Kernel, error) {
	b, err := choose(o)
	if err != nil {
		return nil, err
	}
	return b.compile(p)
}

// CompileFunc compiles f. The error is an *UnknownError, or says why f is not well formed.
func CompileFunc(f *ir.Func, o Options) (kernel.Function, error) {
	b, err := choose(o)
	if err != nil {
		return nil, err
	}
	return b.compileFunc(f)
}

// choose finds the backend that o asks for.
func choose(o Options) (*backend, error) {
	unknown := &UnknownError{Name: o.ISA}
	if o.ISA == "" {
		unknown.Name, unknown.From = os.Getenv(Variable), Variable
	}
	for i := range backends {
		b := &backends[i]
		missing := b.missing()
		if missing == "" && (unknown.Name == "" || unknown.Name == b.name) {
			return b, nil
		}
		if missing == "" {
			unknown.Available = append(unknown.Available, b.name)
		}
		if b.name == unknown.Name {
			unknown.Missing = missing
		}
	}
	return nil, unknown
}
