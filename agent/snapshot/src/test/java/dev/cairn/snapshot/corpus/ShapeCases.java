package dev.cairn.snapshot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.GeneralPath;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.QuadCurve2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Plane geometry: what simulations and games compute with, screen or not. */
final class ShapeCases {
  private ShapeCases() {}

  static List<Case> cases() {
    return List.of(
        new Case("paths, one half read", ShapeCases::paths, o -> checkPaths((List<?>) o)),
        new Case("areas and transforms", ShapeCases::areas, o -> checkAreas((List<?>) o)),
        new Case("shapes of all kinds", ShapeCases::shapes, o -> checkShapes((List<?>) o)));
  }

  private static List<Object> paths() {
    Path2D.Double path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    GeneralPath general = new GeneralPath();
    path.moveTo(1, 2);
    general.moveTo(1, 2);
    for (int i = 0; i < 30; i++) {
      path.quadTo(i, i + 0.5, -i, 3);
      general.curveTo(i, 1, 2, i, 3, 3);
    }
    path.closePath();
    PathIterator half = path.getPathIterator(AffineTransform.getRotateInstance(0.5));
    for (int i = 0; i < 17; i++) {
      half.next();
    }
    return new ArrayList<>(List.of(path, general, half));
  }

  private static void checkPaths(List<?> all) {
    Path2D.Double path = (Path2D.Double) all.get(0);
    List<Object> made = paths();
    for (int i = 0; i < 2; i++) {
      assertThat(drawn(((Path2D) all.get(i)).getPathIterator(null)))
          .isEqualTo(drawn(((Path2D) made.get(i)).getPathIterator(null)));
    }
    assertThat(drawn((PathIterator) all.get(2))).isEqualTo(drawn((PathIterator) made.get(2)));
    path.lineTo(7, 7); // there is room, or it grows
    assertThat(path.getCurrentPoint()).isEqualTo(new Point2D.Double(7, 7));
  }

  private static List<String> drawn(PathIterator i) {
    List<String> drawn = new ArrayList<>();
    double[] c = new double[6];
    for (; !i.isDone(); i.next()) {
      int kind = i.currentSegment(c);
      drawn.add(i.getWindingRule() + " " + kind + " " + c[0] + " " + c[1] + " " + c[3]);
    }
    return drawn;
  }

  private static List<Object> areas() {
    Area area = new Area(new Rectangle2D.Double(0, 0, 10, 10));
    area.subtract(new Area(new Ellipse2D.Double(3, 3, 4, 4)));
    area.exclusiveOr(new Area(new Ellipse2D.Double(8, 8, 4, 4)));
    AffineTransform t = AffineTransform.getShearInstance(0.25, -0.5);
    t.rotate(1.0);
    return new ArrayList<>(List.of(area, new Area(), t, new AffineTransform()));
  }

  private static void checkAreas(List<?> all) {
    List<Object> made = areas();
    Area area = (Area) all.get(0);
    assertThat(area.equals((Area) made.get(0))).isTrue();
    assertThat(((Area) all.get(1)).isEmpty()).isTrue();
    assertThat(all.subList(2, 4)).isEqualTo(made.subList(2, 4));
    area.add(new Area(new Rectangle2D.Double(0, 0, 20, 20)));
    assertThat(area.isRectangular()).isTrue();
  }

  private static List<Object> shapes() {
    return new ArrayList<>(
        List.of(
            new Line2D.Float(1, 2, 3, 4),
            new Rectangle2D.Float(1, 2, 3, 4),
            new RoundRectangle2D.Double(1, 2, 3, 4, 0.5, 0.25),
            new Arc2D.Float(1, 2, 3, 4, 20, 70, Arc2D.CHORD),
            new Ellipse2D.Float(1, 2, 3, 4),
            new QuadCurve2D.Double(1, 2, 3, 4, 5, 7),
            new CubicCurve2D.Float(1, 2, 3, 4, 5, 7, 0, 1),
            new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_BEVEL, 1f, dashes(), 0.5f),
            new Point2D.Float(-0f, 1)));
  }

  private static float[] dashes() {
    return new float[] {1, 2.5f};
  }

  private static void checkShapes(List<?> all) {
    List<Object> made = shapes();
    for (int i = 0; i < made.size(); i++) {
      if (made.get(i) instanceof Shape s) {
        assertThat(drawn(((Shape) all.get(i)).getPathIterator(null)))
            .isEqualTo(drawn(s.getPathIterator(null)));
      } else {
        assertThat(all.get(i)).isEqualTo(made.get(i));
      }
    }
    assertThat(((Point2D.Float) all.get(8)).x).isEqualTo(-0f);
  }
}
