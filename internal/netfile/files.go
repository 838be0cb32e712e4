package netfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
)

// files are the files that a network file refers to: models, tables of values, lists of connections. Each is read once.
type files struct {
	dir    string // what paths are relative to
	open   func(path string, limit int64) (string, error)
	loaded map[string]*input // by the path as the network file writes it
	order  []*input
}

// input is a file that belongs to the network. A copy of it goes with the results.
type input struct {
	source *diag.Source
	name   string // of the copy
	failed bool
}

// file returns the text of the file that n names, read relative to the network file.
func (r *reader) file(n *node, what string, limit int64) (*input, bool) {
	path, ok := r.word(n, what)
	if !ok {
		return nil, false
	}
	if in, again := r.files.loaded[path]; again {
		return in, !in.failed
	}
	in := &input{}
	r.files.loaded[path] = in
	local := filepath.FromSlash(path)
	if !filepath.IsAbs(local) {
		local = filepath.Join(r.files.dir, local)
	}
	text, err := r.files.open(local, limit)
	if err != nil {
		in.failed = true
		r.report(n.place, "file", fmt.Sprintf("%s cannot be read: %v", quoted(path), err),
			"paths are relative to the folder of the network file", "")
		return in, false
	}
	in.source = diag.NewSource(local, strings.ReplaceAll(text, "\r\n", "\n"))
	in.name = r.files.copyName(filepath.Base(local))
	r.files.order = append(r.files.order, in)
	return in, true
}

// copyName is base, or a name like it that no other input has.
func (f *files) copyName(base string) string {
	name, extension := base, filepath.Ext(base)
	for i := 2; ; i++ {
		taken := false
		for _, other := range f.order {
			taken = taken || strings.EqualFold(other.name, name)
		}
		if !taken {
			return name
		}
		name = strings.TrimSuffix(base, extension) + "-" + strconv.Itoa(i) + extension
	}
}

// readPlainFile reads a file of at most limit bytes that is a file in the plain sense: no folder, device or pipe.
func readPlainFile(path string, limit int64) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", errors.New("there is no such file")
	case err != nil:
		return "", reason(err)
	case info.IsDir():
		return "", errors.New("it is a folder")
	case !info.Mode().IsRegular():
		return "", errors.New("it is no plain file")
	case info.Size() > limit:
		return "", fmt.Errorf("it has %s, the limit is %s", bytesText(float64(info.Size())), bytesText(float64(limit)))
	}
	file, err := os.Open(path)
	if err != nil {
		return "", reason(err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, limit))
	if err != nil {
		return "", reason(err)
	}
	return string(data), nil
}

// reason is err without the path, which the message names already.
func reason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
