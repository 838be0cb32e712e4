package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/spikelet/spikelet"
)

// linesEvery is the wall time between lines of progress where there is no terminal.
const linesEvery = 5 * time.Second

// barAfter is how long a run is silent: shorter ones need no bar.
const barAfter = 300 * time.Millisecond

// progress shows how far a run is: as a bar on a terminal, as lines elsewhere.
type progress struct {
	err  io.Writer // nil: nothing is shown
	live bool      // a terminal
	bar  *progressbar.ProgressBar
	told time.Duration // wall time of the last line
}

func newProgress(t *terminal, silent bool) *progress {
	if silent {
		return &progress{}
	}
	return &progress{err: t.err, live: isTerminal(t.err)}
}

// update shows the state of the run.
func (p *progress) update(now spikelet.Progress) {
	switch {
	case p.err == nil:
	case p.live && now.Wall >= barAfter:
		p.draw(now)
	case !p.live && now.Wall-p.told >= linesEvery:
		p.told = now.Wall
		fmt.Fprintf(p.err, "%2.0f %%: %s\n", 100*float64(now.Step)/float64(now.Steps), line(now))
	}
}

// draw shows the bar.
func (p *progress) draw(now spikelet.Progress) {
	if p.bar == nil {
		p.bar = progressbar.NewOptions64(now.Steps, progressbar.OptionSetWriter(p.err), progressbar.OptionSetWidth(30),
			progressbar.OptionSetElapsedTime(false), progressbar.OptionSetPredictTime(false), progressbar.OptionClearOnFinish(),
			progressbar.OptionShowDescriptionAtLineEnd())
	}
	p.bar.Describe(line(now))
	// The bar is for the eye: that it cannot be written must not end a run.
	_ = p.bar.Set64(min(now.Step, now.Steps-1))
}

// end removes the bar.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

// line says how far a run is, how fast, and how long it will still take.
func line(now spikelet.Progress) string {
	share := float64(now.Step) / float64(now.Steps)
	text := fmt.Sprintf("%.6g ms simulated, %d spikes", now.Time, now.Spikes)
	if now.Step == 0 || now.Wall <= 0 {
		return text
	}
	left := time.Duration(float64(now.Wall) * (1 - share) / share)
	speed := now.Time / (1000 * now.Wall.Seconds())
	return fmt.Sprintf("%s, %.3g× real time, %v left", text, speed, rounded(left))
}

// rounded drops the digits of a time that nobody reads.
func rounded(d time.Duration) time.Duration {
	if d < time.Minute {
		return d.Round(100 * time.Millisecond)
	}
	return d.Round(time.Second)
}
