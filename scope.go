package spikelet

import (
	"slices"
	"strconv"

	"github.com/spikelet/spikelet/internal/invalid"
)

// Scope is where names of Neurons are unique and delays are shared by name: what BrainPy keeps once for the whole process.
// The zero Scope is empty. It is not safe for concurrent use.
type Scope struct {
	names    map[string]bool
	counters map[string]int // by kind
	delays   []*Delay
	neurons  int64 // so far: ids for draws
}

// UniqueName takes a name for an object. It returns name itself, or for "" the kind with the next number, AdExIF0, AdExIF1
// and so on. The error is a *BuildError: the name is taken or no name.
func (s *Scope) UniqueName(name, kind string) (string, error) {
	name, err := s.propose(name, kind)
	if err == nil {
		s.take(name)
	}
	return name, err
}

// propose finds a name without taking it.
func (s *Scope) propose(name, kind string) (string, error) {
	if name == "" {
		if !identifier.MatchString(kind) {
			return "", wrong("neurons", invalid.Path("name"), "%q is no kind of object", kind)
		}
		for s.names[kind+strconv.Itoa(s.counters[kind])] {
			s.count(kind)
		}
		return kind + strconv.Itoa(s.counters[kind]), nil
	}
	switch {
	case !identifier.MatchString(name):
		return "", wrong("neurons", invalid.Path("name"), "%q is no name: it must begin with a letter and go on with letters, digits, _ and -", name)
	case s.names[name]:
		return "", wrong("neurons "+name, invalid.Path("name"), "the name is taken in this scope")
	}
	return name, nil
}

func (s *Scope) count(kind string) {
	if s.counters == nil {
		s.counters = map[string]int{}
	}
	s.counters[kind]++
}

func (s *Scope) take(name string) {
	if s.names == nil {
		s.names = map[string]bool{}
	}
	s.names[name] = true
}

// claim takes the name of n, and ids for its neurons.
func (s *Scope) claim(n *Neurons) {
	s.take(n.Name())
	s.neurons += int64(n.Size())
}

// Delays returns the shared delays in the order in which they were registered.
func (s *Scope) Delays() []*Delay { return slices.Clone(s.delays) }

func (s *Scope) delay(name string) *Delay {
	i := slices.IndexFunc(s.delays, func(d *Delay) bool { return d.name == name })
	if i < 0 {
		return nil
	}
	return s.delays[i]
}
