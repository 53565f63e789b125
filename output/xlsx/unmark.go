package xlsx

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

// A unit mends the marked copy itself and sends it back, as the letter tells it to.
// Where that has faults again, what is mended must not stay red: our list, our
// comments and our colours go before the new ones come. The list keeps, in a column
// that is not shown, the fills that cells had before; where the unit has deleted
// the list, a cell that we painted is left without a fill.

// unmark takes the marks of an earlier round away.
func (m *marker) unmark() error {
	fills := m.earlierFills()
	for _, sheet := range m.file.GetSheetList() {
		if report.IsFaultSheet(sheet) {
			if err := m.file.DeleteSheet(sheet); err != nil {
				return fmt.Errorf("delete sheet %q: %w", sheet, err)
			}
			continue
		}
		comments, err := m.file.GetComments(sheet)
		if err != nil {
			continue // not of our writing; it is read again where a finding stands there
		}
		for _, c := range comments {
			if !ours(c) {
				continue
			}
			if err := m.unmarkCell(sheet, c, fills[cellKey{sheet, c.Cell}]); err != nil {
				return fmt.Errorf("unmark %s!%s: %w", sheet, c.Cell, err)
			}
		}
	}
	return nil
}

// ours tells whether a comment is one of our marks; by its words too, for LibreOffice
// forgets whose a comment is.
func ours(c excelize.Comment) bool {
	text := wordsOf(c)
	return c.Author == author || strings.Contains(text, ourRemedy) &&
		(strings.HasPrefix(text, heading(finding.Error)+": ") || strings.HasPrefix(text, heading(finding.Warning)+": "))
}

// unmarkCell gives a cell back the fill and the comment that the unit had given it.
func (m *marker) unmarkCell(sheet string, c excelize.Comment, fill string) error {
	if err := m.file.DeleteComment(sheet, c.Cell); err != nil {
		return err
	}
	if _, theirs, ok := strings.Cut(wordsOf(c), theirNote); ok {
		if err := m.comment(sheet, c.Cell, "", theirs); err != nil {
			return err
		}
	}
	now, err := m.fill(sheet, c.Cell)
	if err != nil || now != errorColor && now != warningColor {
		return err // the unit has painted it anew
	}
	return m.setFill(sheet, c.Cell, fill)
}

// painted is what the hidden column of the list keeps of a cell: where it stands
// (of a merged area the corner that we painted) and the fill it had.
type painted struct {
	Sheet, Cell string
	Fill        string
}

// earlierFills reads the hidden column of the list; what does not read is left out.
func (m *marker) earlierFills() map[cellKey]string {
	fills := map[cellKey]string{}
	for _, sheet := range m.file.GetSheetList() {
		if !report.IsFaultSheet(sheet) {
			continue
		}
		rows, err := m.file.GetRows(sheet)
		if err != nil {
			continue
		}
		for _, row := range rows {
			var p painted
			if len(row) > len(columns) && json.Unmarshal([]byte(row[len(columns)]), &p) == nil {
				fills[cellKey{p.Sheet, p.Cell}] = p.Fill
			}
		}
	}
	return fills
}
