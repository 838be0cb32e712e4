package invalid

import (
	"strconv"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
)

// Unknown is the message for a name that does not exist, and its fix: the known name that was probably meant, or all.
func Unknown(kind, name string, known []string) (message, fix string) {
	message = "there is no " + kind + " " + strconv.Quote(name)
	if near, ok := diag.Nearest(name, known); ok {
		return message, "did you mean " + near + "?"
	}
	if len(known) == 0 {
		return message, ""
	}
	return message, "there are " + strings.Join(known, ", ")
}
