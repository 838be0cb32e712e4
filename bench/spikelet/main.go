// Command spikelet is spikelet's side of the benchmark: it serves one workload to bench/run, as bench/peers/serve.py does
// for the other systems.
//
// The first line of its input is the workload, as JSON. Then each line asks for something: "run" simulates it once and says
// how many seconds that took, "result" simulates it once more with everything recorded that is compared. "memory", "compile",
// "operations" and "peak" measure what belongs to this program alone. Every answer is a line of JSON.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
)

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "spikelet:", err)
		os.Exit(1)
	}
}

// serve answers requests until there are no more.
func serve(in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	answers := json.NewEncoder(out)
	if !lines.Scan() {
		return fmt.Errorf("no workload: %w", io.ErrUnexpectedEOF)
	}
	var w workload
	if err := json.Unmarshal(lines.Bytes(), &w); err != nil {
		return err
	}
	if err := answers.Encode(map[string]any{"versions": map[string]string{"Go": runtime.Version()}}); err != nil {
		return err
	}
	for lines.Scan() {
		answer, err := w.answer(lines.Text())
		if err != nil {
			return fmt.Errorf("%s: %w", lines.Text(), err)
		}
		if err := answers.Encode(answer); err != nil {
			return err
		}
	}
	return lines.Err()
}

// answer does what a line of the input asks for.
func (w *workload) answer(request string) (any, error) {
	switch request {
	case "run":
		return w.run()
	case "result":
		return w.result()
	case "memory":
		return w.memory()
	case "compile":
		return w.compile()
	case "operations":
		return w.operations()
	case "peak":
		return measurePeak(w.Executor, w.Threads)
	}
	return nil, fmt.Errorf("no such request")
}
