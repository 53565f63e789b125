package inbox

import (
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// Pauses in which a file that another program holds is tried again: a virus scanner
// or an indexer lets go within a second, Excel does not.
const (
	firstPause = 10 * time.Millisecond
	short      = 80 * time.Millisecond  // the last one for a sender's file: 150 ms in all
	long       = 640 * time.Millisecond // for a file of our own: 1.27 s
)

// patiently does what another program may hinder, as Windows tells it by an error,
// and tries again, up to a last pause. What is held even then is ErrBusy.
func patiently(hinders func(error) bool, last time.Duration, do func() error) error {
	for pause := firstPause; ; pause *= 2 {
		err := do()
		switch {
		case err == nil || !hinders(err):
			return err
		case pause <= last:
			time.Sleep(pause)
		case isHeld(err):
			return fmt.Errorf("%w: %w", ErrBusy, err)
		default:
			return err
		}
	}
}

// isHindered tells what may hinder the renaming of a file or folder of our own:
// while a scanner looks at it, or a reader at the file that it replaces, Windows
// also says that access is denied.
func isHindered(err error) bool {
	return isHeld(err) || onWindows && errors.Is(err, fs.ErrPermission)
}

// Replaceable fails with ErrBusy, in an fs.PathError, where a file cannot be replaced
// now because another program has it open. One that is not there can.
func (b Box) Replaceable(name string) error {
	if err := patiently(isHeld, long, func() error { return openToReplace(name) }); errors.Is(err, ErrBusy) {
		return &fs.PathError{Op: "replace", Path: name, Err: err}
	}
	return nil // what else is wrong with it, writing will tell
}
