//go:build !linux

package inbox

import (
	"errors"
	"os"
	"path/filepath"
)

// syncFiles syncs the files one by one, then their folders.
func syncFiles(_ string, rels []string, disk func(string) string) error {
	folders := map[string]bool{}
	for _, rel := range rels {
		f, err := os.OpenFile(disk(rel), os.O_RDWR, 0)
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
		folders[filepath.Dir(disk(rel))] = true
	}
	for folder := range folders {
		if err := syncDir(folder); err != nil {
			return err
		}
	}
	return nil
}
