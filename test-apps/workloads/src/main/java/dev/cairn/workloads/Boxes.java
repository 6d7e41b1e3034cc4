package dev.cairn.workloads;

import org.jbox2d.collision.shapes.CircleShape;
import org.jbox2d.collision.shapes.PolygonShape;
import org.jbox2d.common.Vec2;
import org.jbox2d.dynamics.Body;
import org.jbox2d.dynamics.BodyDef;
import org.jbox2d.dynamics.BodyType;
import org.jbox2d.dynamics.World;

/**
 * Drives JBox2D, a third-party physics engine taken unchanged from Maven Central: a box full of
 * rounds and blocks, kicked about. {@code Boxes [bodies=200 [steps=600]]}.
 *
 * <p>Nothing here is marked: the loop is named from outside, as {@code
 * dev.cairn.workloads.Boxes#simulate}. Needs the jar of jbox2d-library on the class path.
 */
public final class Boxes {
  private Boxes() {}

  public static void main(String[] args) {
    Arguments a = new Arguments("Boxes [bodies [steps]]", args);
    World world = new World(new Vec2(0f, -10f));
    world.setAllowSleep(false);
    buildWalls(world);
    Body[] bodies = new Body[a.at(0, 200)];
    for (int i = 0; i < bodies.length; i++) {
      bodies[i] = newBody(world, i);
    }
    simulate(world, bodies, a.at(1, 600));
    Digest digest = new Digest();
    for (Body b : bodies) {
      digest.add(b.getPosition().x).add(b.getPosition().y).add(b.getAngle());
      digest.add(b.getLinearVelocity().x).add(b.getLinearVelocity().y);
    }
    digest.print();
  }

  private static void simulate(World world, Body[] bodies, int steps) {
    int report = Math.max(1, steps / 6);
    for (int step = 0; step < steps; step++) {
      Body b = bodies[(int) (step * 31L % bodies.length)];
      if (step % 5 == 0) {
        b.applyLinearImpulse(new Vec2(step % 7 - 3f, 12f), b.getWorldCenter());
      }
      world.step(1f / 60f, 8, 3);
      if (step % report == 0) {
        System.out.println(
            "step " + step + " contacts " + world.getContactCount() + " y " + b.getPosition().y);
      }
    }
  }

  private static void buildWalls(World world) {
    Body ground = world.createBody(new BodyDef());
    PolygonShape wall = new PolygonShape();
    wall.setAsBox(40f, 1f, new Vec2(0f, -1f), 0f);
    ground.createFixture(wall, 0f);
    wall.setAsBox(1f, 40f, new Vec2(-41f, 40f), 0f);
    ground.createFixture(wall, 0f);
    wall.setAsBox(1f, 40f, new Vec2(41f, 40f), 0f);
    ground.createFixture(wall, 0f);
  }

  private static Body newBody(World world, int i) {
    BodyDef def = new BodyDef();
    def.type = BodyType.DYNAMIC;
    int row = i / 50;
    def.position.set(-38f + (i % 50) * 1.5f + (row % 2) * 0.4f, 1f + row * 1.6f);
    Body body = world.createBody(def);
    if (i % 3 == 0) {
      CircleShape round = new CircleShape();
      round.m_radius = 0.6f;
      body.createFixture(round, 1f);
    } else {
      PolygonShape block = new PolygonShape();
      block.setAsBox(0.5f, 0.6f);
      body.createFixture(block, 1f);
    }
    return body;
  }
}
