package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is the release; set at build time, with the commit.
var (
	version = "0.1.0"
	commit  = ""
)

func newVersion(w *world) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Phiên bản của chương trình",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			c := commit
			if info, ok := debug.ReadBuildInfo(); ok && c == "" {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						c = s.Value
					}
				}
			}
			if w.json {
				return printJSON(w.stdout, map[string]any{"version": version, "commit": orNull(c)})
			}
			fmt.Fprintln(w.stdout, "vanthu", version, c)
			return nil
		},
	}
}
