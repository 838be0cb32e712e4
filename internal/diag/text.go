package diag

import (
	"fmt"
	"strings"
)

// Text renders all diagnostics for a terminal without colour.
func (l *List) Text() string {
	var b strings.Builder
	for _, d := range l.All() {
		fmt.Fprintln(&b, d.Message)
	}
	return b.String()
}
