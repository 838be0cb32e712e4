package netfile

import (
	"errors"
	"strings"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/internal/diag"
)

// ReadModel reads the model in the NESTML file at path. Diagnostics are all that is to be said about it; the model is nil
// when there is an error among them.
func ReadModel(path string) (*spikelet.Model, *diag.List) {
	text, err := readPlainFile(path, defaultLimits().text)
	if err != nil {
		list := &diag.List{}
		list.Add(diag.Diagnostic{Code: "file", Message: path + " cannot be read: " + err.Error()})
		return nil, list
	}
	return parseModel(path, strings.ReplaceAll(text, "\r\n", "\n"))
}

func parseModel(name, text string) (*spikelet.Model, *diag.List) {
	m, err := spikelet.ParseModel(name, text)
	if err == nil {
		return m, m.Warnings()
	}
	var found *spikelet.DiagnosticsError
	if !errors.As(err, &found) {
		found = &diag.List{}
		found.Add(diag.Diagnostic{Code: "model", Message: name + ": " + err.Error()})
	}
	return nil, found
}
