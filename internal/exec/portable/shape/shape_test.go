package shape

import (
	"strings"
	"testing"
)

// text is t as Parse reads it.
func text(t *Tree) string {
	words := []string{t.Op}
	for _, a := range t.Args {
		if a.IsLeaf() {
			words = append(words, a.Op)
			continue
		}
		words = append(words, "("+text(a)+")")
	}
	return strings.Join(words, " ")
}

func TestParse(t *testing.T) {
	for _, test := range []struct {
		shape  string
		size   int
		result Type
	}{
		{"add r k", 1, Float},
		{"add (mul r k) r", 2, Float},
		{"sel (flt (abs r) k) w c", 3, Word},
		{"sar i n", 1, Int},
		{"fma (fma x k k) x k", 2, Float},
	} {
		tree := Parse(test.shape)
		if got := text(tree); got != test.shape {
			t.Errorf("%q was read as %q", test.shape, got)
		}
		if tree.Size() != test.size || tree.Type() != test.result {
			t.Errorf("%q: %d operations of type %d, want %d of %d", test.shape, tree.Size(), tree.Type(), test.size, test.result)
		}
	}
}

func TestParsePanics(t *testing.T) {
	for _, s := range []string{"", "add", "add r", "add r r r", "twist r", "add r z", "add (mul r r r", "add (mul r) r"} {
		func() {
			defer func() {
				if message, _ := recover().(string); !strings.HasPrefix(message, "shape: ") {
					t.Errorf("%q: panicked with %q", s, message)
				}
			}()
			Parse(s)
		}()
	}
}

// Walk meets leaves from left to right and operands before their operation.
func TestWalk(t *testing.T) {
	var order []string
	Parse("sub (mul r k) (neg i)").Walk(func(n *Tree) { order = append(order, n.Op) })
	if got := strings.Join(order, " "); got != "r k mul i neg sub" {
		t.Error(got)
	}
}
