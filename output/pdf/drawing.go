package pdf

import (
	"bytes"
	"fmt"

	"github.com/signintech/gopdf"

	"vanthu/output/layout"
)

// holder hands a picture to the library under the name of its part, so that it
// is embedded once however often it is drawn.
type holder struct {
	*bytes.Reader
	part string
}

func (h holder) ID() string { return h.part }

func (d *drawer) picture(p layout.Picture) error {
	w, h := p.W.Pt(), p.H.Pt()
	c := p.Crop
	if w <= 0 || h <= 0 || p.Image == nil || c.Left+c.Right > 0.99 || c.Top+c.Bottom > 0.99 {
		return nil
	}
	// The whole picture is larger than the box when it is cropped.
	full := gopdf.Rect{W: w / (1 - c.Left - c.Right), H: h / (1 - c.Top - c.Bottom)}
	opt := gopdf.ImageOptions{X: p.X.Pt(), Y: p.Y.Pt(), Rect: &full, DegreeAngle: -p.Turn, HorizontalFlip: p.FlipH, VerticalFlip: p.FlipV}
	if c != (layout.Crop{}) {
		opt.Crop = &gopdf.CropOptions{X: c.Left * full.W, Y: c.Top * full.H, Width: w, Height: h}
	}
	if err := d.pdf.ImageByHolderWithOptions(holder{bytes.NewReader(p.Image.Data), p.Image.Part}, opt); err != nil {
		return fmt.Errorf("draw picture %s: %w", p.Image.Part, err)
	}
	return nil
}

func (d *drawer) polygon(p layout.Polygon) {
	points := make([]gopdf.Point, len(p.Points))
	for i, pt := range p.Points {
		points[i] = gopdf.Point{X: pt.X.Pt(), Y: pt.Y.Pt()}
	}
	if p.Fill.Set && len(points) > 2 {
		d.pdf.SetFillColor(p.Fill.R, p.Fill.G, p.Fill.B)
		d.pdf.Polygon(points, "F")
	}
	if p.Style == "" || p.Style == "none" || len(points) < 2 {
		return
	}
	d.stroke(p.Width.Pt(), p.Color, p.Style)
	if p.Closed {
		d.pdf.Polygon(points, "D")
		return
	}
	for i := 1; i < len(points); i++ {
		d.pdf.Line(points[i-1].X, points[i-1].Y, points[i].X, points[i].Y)
	}
}

// turned draws items that are turned together.
func (d *drawer) turned(t layout.Turned) error {
	d.pdf.Rotate(-t.Turn, t.X.Pt(), t.Y.Pt())
	err := d.items(t.Items)
	d.pdf.RotateReset()
	d.font, d.size, d.color = "", 0, layout.Color{}
	d.pdf.SetTextColor(0, 0, 0)
	return err
}
