package dev.cairn.workloads;

/** One point mass. Units are those of a unit system with G = 1. */
final class Body {
  final double mass;
  double x;
  double y;
  double z;
  double vx;
  double vy;
  double vz;

  Body(double mass, double x, double y, double z) {
    this.mass = mass;
    this.x = x;
    this.y = y;
    this.z = z;
  }

  void drift(double dt) {
    x += dt * vx;
    y += dt * vy;
    z += dt * vz;
  }
}
