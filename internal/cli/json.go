package cli

import (
	"encoding/json"
	"fmt"
)

// writeJSON writes one value on out.
func (t *terminal) writeJSON(value any) {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		panic("cli: " + err.Error()) // all values have JSON forms
	}
	fmt.Fprintln(t.out, string(text))
}
