package netfile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/grid"
)

// reader reads one network file. Its methods report what is wrong and go on.
type reader struct {
	diagnostics *diag.List
	limits      limits
	files       files
	models      map[string]*model // by reference; nil: wrong
	grid        grid.Grid
	hasGrid     bool // the file's time step is one
	tooLarge    bool // the network must not be built
	reported    int  // errors
}

// newReader returns a reader that opens what a file in dir refers to.
func newReader(dir string, l limits) *reader {
	return &reader{
		diagnostics: &diag.List{},
		limits:      l,
		files:       files{dir: dir, open: readPlainFile, loaded: map[string]*input{}},
		models:      map[string]*model{},
	}
}

// report adds an error about a place. A fix may be empty, and so may the reason why.
func (r *reader) report(at place, code, message, why, fix string) {
	r.add(diag.Diagnostic{Source: at.source, Span: at.span, Code: code, Message: message, Why: why, Fix: fix})
}

func (r *reader) add(d diag.Diagnostic) {
	if d.Severity == diag.Error {
		r.reported++
	}
	if r.reported <= r.limits.diagnostics {
		r.diagnostics.Add(d)
	}
}

// unknown reports a name that is none of known; what says of what kind it is: "parameter of hh_psc_alpha_gap".
func (r *reader) unknown(at place, code, what, name string, known []string) {
	message := fmt.Sprintf("there is no %s %s", what, quoted(name))
	if nearest, ok := diag.Nearest(name, known); ok {
		r.report(at, code, message, listing(known), fmt.Sprintf("did you mean %s?", nearest))
		return
	}
	r.report(at, code, message, listing(known), "")
}

// listing is "known: a, b, c", cut after some names.
func listing(known []string) string {
	const most = 40
	if len(known) == 0 {
		return "there are none"
	}
	if len(known) > most {
		return fmt.Sprintf("known: %s, … (%d in all)", strings.Join(known[:most], ", "), len(known))
	}
	return "known: " + strings.Join(known, ", ")
}

// quoted is a name as it stands in messages: short, and in quotes unless it looks like a name.
func quoted(name string) string {
	const most = 60
	if letters := []rune(name); len(letters) > most {
		name = string(letters[:most]) + "…"
	}
	special := func(c rune) bool { return c < 0x80 && !isNameByte(byte(c)) && !strings.ContainsRune("-./", c) }
	if name != "" && !strings.ContainsFunc(name, special) {
		return name
	}
	return fmt.Sprintf("%q", name)
}

// fields are the entries of a mapping under known keys.
type fields struct {
	at      place // of the mapping's own key, or of the mapping where it has none
	what    string
	mapping *node

	misspelt []string // known keys that unknown ones probably mean
}

// fields checks that n is a mapping that has known keys alone; what names it: "population pair". The second result is false
// when n is something else.
func (r *reader) fields(n *node, at place, what string, known ...string) (fields, bool) {
	f := fields{at: at, what: what, mapping: n}
	if n.kind != mapping {
		r.report(orElse(n, at), "wrong-type", fmt.Sprintf("%s is a mapping of keys to values, not %s", what, n.kind),
			listing(known), "")
		return f, false
	}
	for _, e := range n.entries {
		if !slices.Contains(known, e.key.text) {
			r.unknownKey(&f, e.key, known)
		}
	}
	return f, true
}

// unknownKey reports a key that is none of known, and notes which of them is meant.
func (r *reader) unknownKey(f *fields, key *node, known []string) {
	fix := ""
	if nearest, ok := diag.Nearest(key.text, known); ok {
		f.misspelt = append(f.misspelt, nearest)
		fix = fmt.Sprintf("did you mean %s?", nearest)
	}
	r.report(key.place, "unknown-key", fmt.Sprintf("%s has no key %s", f.what, quoted(key.text)), listing(known), fix)
}

// meant reports whether an unknown key is probably key: then nothing more needs to be said of it.
func (f fields) meant(key string) bool { return slices.Contains(f.misspelt, key) }

// orElse is the place of n, or at when n is absent.
func orElse(n *node, at place) place {
	if n.kind == absent {
		return at
	}
	return n.place
}

// get returns the value of key, or nil when the file does not give it. A key without a value counts as not given and is
// reported.
func (r *reader) get(f fields, key string) *node {
	e, ok := f.mapping.find(key)
	if !ok {
		return nil
	}
	if e.value.kind == absent {
		r.report(e.key.place, "missing-value", fmt.Sprintf("%s of %s has no value", key, f.what), "", "give one or leave the key out")
		return nil
	}
	return e.value
}

// must returns the value of a key that has to be given, or nil and reports; example says what could stand there.
func (r *reader) must(f fields, key, example string) *node {
	if _, ok := f.mapping.find(key); !ok {
		if !f.meant(key) {
			r.report(f.at, "missing-key", fmt.Sprintf("%s lacks %s", f.what, key), "", fmt.Sprintf("add %s: %s", key, example))
		}
		return nil
	}
	return r.get(f, key)
}

// word reads a scalar as text; what names it.
func (r *reader) word(n *node, what string) (string, bool) {
	if n == nil {
		return "", false
	}
	if n.kind != scalar {
		r.report(n.place, "wrong-type", fmt.Sprintf("%s is a single word, not %s", what, n.kind), "", "")
		return "", false
	}
	return strings.TrimSpace(n.text), true
}

// choice reads a word that is one of known; what says of what kind it is: "device model called". A nil node is not given.
func (r *reader) choice(n *node, what string, known ...string) (string, bool) {
	if n == nil {
		return "", false
	}
	word, ok := r.word(n, "a "+strings.TrimSuffix(what, " called"))
	if ok && !slices.Contains(known, word) {
		r.unknown(n.place, "unknown-name", what, word, known)
		return "", false
	}
	return word, ok
}

// truth reads true or false.
func (r *reader) truth(n *node, what string) (value, ok bool) {
	word, ok := r.word(n, what)
	switch {
	case !ok:
		return false, false
	case word == "true" || word == "false":
		return word == "true", true
	}
	r.report(n.place, "wrong-type", fmt.Sprintf("%s is true or false, not %s", what, quoted(word)), "", "")
	return false, false
}
