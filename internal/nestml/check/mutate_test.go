package check_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// words splits a model into what a mutation exchanges; layout stays as it is.
var words = regexp.MustCompile(`[A-Za-z_$][A-Za-z_0-9$]*'*|[0-9.]+|\*\*|//|[<>=!]=|<-|\s+|.`)

// TestMutations exchanges, doubles and removes words of the models in testdata: nothing may panic, and a model without
// errors must be total.
func TestMutations(t *testing.T) {
	files, err := filepath.Glob("testdata/*.nestml")
	if err != nil {
		t.Fatal(err)
	}
	source := rand.New(rand.NewPCG(1, 2))
	rounds, clean := 60, 0
	if testing.Short() {
		rounds = 5
	}
	var all []string
	texts := [][]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		split := words.FindAllString(string(text), -1)
		texts = append(texts, split)
		for _, w := range split {
			if strings.TrimSpace(w) != "" {
				all = append(all, w)
			}
		}
	}
	for i, split := range texts {
		for range rounds {
			text := mutated(source, split, all)
			models, list := read(files[i], text)
			if list.HasErrors() {
				continue
			}
			clean++
			for _, m := range models {
				walker{t, m, text}.model()
			}
			if t.Failed() {
				t.FailNow()
			}
		}
	}
	if clean < rounds {
		t.Errorf("only %d models without errors: the mutations are too wild to test much", clean)
	}
}

func mutated(source *rand.Rand, split, all []string) string {
	split = append([]string(nil), split...)
	for range 1 + source.IntN(3) {
		i := source.IntN(len(split))
		if strings.TrimSpace(split[i]) == "" {
			continue
		}
		switch source.IntN(6) {
		case 0:
			split[i] = ""
		case 1:
			split[i] += " " + split[i]
		case 2, 3:
			split[i] = split[source.IntN(len(split))]
		default:
			split[i] = all[source.IntN(len(all))]
		}
	}
	return strings.Join(split, "")
}
