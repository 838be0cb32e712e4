package models

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed *.nestml
var files embed.FS

const extension = ".nestml"

// Names returns the names of the built-in models in alphabetical order.
func Names() []string {
	entries, err := fs.ReadDir(files, ".") // sorted by name
	if err != nil {
		panic("models: " + err.Error())
	}
	var names []string
	for _, entry := range entries {
		if name, ok := strings.CutSuffix(entry.Name(), extension); ok {
			names = append(names, name)
		}
	}
	return names
}

// Source returns the NESTML text of the built-in model called name, and whether there is one.
func Source(name string) (text string, ok bool) {
	data, err := files.ReadFile(name + extension)
	return string(data), err == nil
}
