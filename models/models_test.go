package models

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryNameHasASource(t *testing.T) {
	for _, name := range Names() {
		text, ok := Source(name)
		if !ok || !strings.Contains(text, "model ") {
			t.Errorf("Source(%q) = %d bytes, %v; want NESTML text", name, len(text), ok)
		}
	}
	if !slices.IsSorted(Names()) {
		t.Errorf("Names() = %v, not sorted", Names())
	}
}

func TestSourceOfUnknownNames(t *testing.T) {
	for _, name := range []string{"", "nothing", "../models/models", "models.go"} {
		if _, ok := Source(name); ok {
			t.Errorf("Source(%q) exists", name)
		}
	}
}
