// Package xlsx writes the workbooks that leave the house: the copy of a refused
// file with its faults marked, and the consolidated workbook of a period. It
// changes nothing that a unit wrote, it does not judge (findings come from those
// who read the file), and it adds nothing up (figures come from aggregate).
//
//	marked, err := xlsx.Mark(original, findings)
//	os.WriteFile("rejected/…/U01_2025-6T_danh-dau.xlsx", marked, 0o644)
//	book, err := xlsx.Consolidated(figures)
//	os.WriteFile("output/2025-6T/tong-hop.xlsx", book, 0o644)
package xlsx

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

const (
	listSheet    = "Lỗi cần sửa"
	errorColor   = "FF9C9C" // fill of a cell with an error
	warningColor = "FFD966" // fill of a cell with warnings only
	fontName     = "Times New Roman"
	lineHeight   = 15.5 // points, one line of 11 point text
)

// Mark gives a copy of a workbook in which the cells that findings name are
// coloured and carry a comment with fault and remedy, and whose first sheet
// lists them all in the order given. Everything else stays as it was.
//
// A file that cannot be opened (encrypted, damaged, no workbook) has no marked
// copy: that is an error, and the letter of faults must say it all.
func Mark(original []byte, findings []finding.Finding) (marked []byte, err error) {
	defer func() {
		if p := recover(); p != nil { // excelize, on a file no one foresaw
			marked, err = nil, fmt.Errorf("mark workbook: %v", p)
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(original), excelize.Options{UnzipSizeLimit: 64 << 20, UnzipXMLSizeLimit: 64 << 20})
	if err != nil {
		return nil, fmt.Errorf("open workbook: %w", err)
	}
	defer func() {
		if closeErr := f.Close(); err == nil && closeErr != nil {
			marked, err = nil, fmt.Errorf("close workbook: %w", closeErr)
		}
	}()
	m := &marker{file: f, styles: map[styleKey]int{}, sheets: map[string]string{}}
	for _, name := range f.GetSheetList() {
		m.sheets[report.CleanText(name)] = name
	}
	if err := m.markCells(findings); err != nil {
		return nil, err
	}
	if err := m.list(findings); err != nil {
		return nil, err
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	return buf.Bytes(), nil
}

type marker struct {
	file   *excelize.File
	styles map[styleKey]int
	sheets map[string]string // as findings spell a sheet (NFC, trimmed) → as the file does
}

type styleKey struct {
	style int
	color string
}

// spot is one cell with what is found in it.
type spot struct {
	sheet, cell string
	findings    []finding.Finding
}

// spots gathers the findings by cell, in order. Within a merged area the top
// left cell is the one that people see. Cells of sheets that the file does not
// have, or that are no references, are only listed.
func (m *marker) spots(findings []finding.Finding) ([]*spot, error) {
	var spots []*spot
	at := map[[2]string]*spot{}
	merged := map[string][]excelize.MergeCell{}
	for _, f := range findings {
		sheet, cell := m.sheets[f.Pos.Sheet], f.Pos.Cell
		if sheet == "" || cell == "" {
			continue
		}
		col, row, err := excelize.CellNameToCoordinates(cell)
		if err != nil {
			continue
		}
		areas, known := merged[sheet]
		if !known {
			if areas, err = m.file.GetMergeCells(sheet, true); err != nil {
				return nil, fmt.Errorf("read merged cells of %q: %w", sheet, err)
			}
			merged[sheet] = areas
		}
		for _, a := range areas {
			c1, r1, err1 := excelize.CellNameToCoordinates(a.GetStartAxis())
			c2, r2, err2 := excelize.CellNameToCoordinates(a.GetEndAxis())
			if err1 == nil && err2 == nil && c1 <= col && col <= c2 && r1 <= row && row <= r2 {
				cell = a.GetStartAxis()
			}
		}
		k := [2]string{sheet, cell}
		if at[k] == nil {
			at[k] = &spot{sheet: sheet, cell: cell}
			spots = append(spots, at[k])
		}
		at[k].findings = append(at[k].findings, f)
	}
	return spots, nil
}

func (m *marker) markCells(findings []finding.Finding) error {
	spots, err := m.spots(findings)
	if err != nil {
		return err
	}
	notes := map[string][]excelize.Comment{}
	for _, s := range spots {
		color := ""
		switch worst, _ := finding.Worst(s.findings); worst {
		case finding.Error:
			color = errorColor
		case finding.Warning:
			color = warningColor
		}
		if err := m.paint(s.sheet, s.cell, color); err != nil {
			return fmt.Errorf("mark %s!%s: %w", s.sheet, s.cell, err)
		}
		if _, known := notes[s.sheet]; !known {
			if notes[s.sheet], err = m.file.GetComments(s.sheet); err != nil {
				return fmt.Errorf("read comments of %q: %w", s.sheet, err)
			}
		}
		if err := m.note(s, notes[s.sheet]); err != nil {
			return fmt.Errorf("comment %s!%s: %w", s.sheet, s.cell, err)
		}
	}
	return nil
}

// paint changes a cell's fill and nothing else of its style; without a color, a
// cell that is only remarked upon, nothing at all.
func (m *marker) paint(sheet, cell, color string) error {
	if color == "" {
		return nil
	}
	id, err := m.file.GetCellStyle(sheet, cell)
	if err != nil {
		return err
	}
	k := styleKey{id, color}
	painted, ok := m.styles[k]
	if !ok {
		style, err := m.file.GetStyle(id)
		if err != nil {
			return err
		}
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
		if painted, err = m.file.NewStyle(style); err != nil {
			return err
		}
		m.styles[k] = painted
	}
	return m.file.SetCellStyle(sheet, cell, cell, painted)
}

// note puts the words of the findings into the cell's comment, above what the
// unit itself may have written there.
func (m *marker) note(s *spot, existing []excelize.Comment) error {
	var b strings.Builder
	for i, f := range s.findings {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(heading(f.Severity) + ": " + sentence(f.Message))
		if f.Hint != "" {
			b.WriteString("\nCách sửa: " + sentence(f.Hint))
		}
	}
	for _, c := range existing {
		if c.Cell != s.cell {
			continue
		}
		old := c.Text
		for _, run := range c.Paragraph {
			old += run.Text
		}
		b.WriteString("\n\nGhi chú của đơn vị: " + strings.TrimSpace(old))
		if err := m.file.DeleteComment(s.sheet, s.cell); err != nil {
			return err
		}
		break
	}
	text := b.String()
	lines := 1
	for _, paragraph := range strings.Split(text, "\n") {
		lines += 1 + len([]rune(paragraph))/40
	}
	return m.file.AddComment(s.sheet, excelize.Comment{
		Author: "vanthu", Cell: s.cell,
		Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: fontName, Size: 10}}},
		Width:     300, Height: uint(18 * lines), // pixels
	})
}

func heading(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "Lỗi"
	case finding.Warning:
		return "Cảnh báo"
	}
	return "Lưu ý"
}

// sentence gives a message its capital and its full stop.
func sentence(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return ""
	}
	s = strings.ToUpper(string(r[0])) + string(r[1:])
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "…") {
		s += "."
	}
	return s
}
