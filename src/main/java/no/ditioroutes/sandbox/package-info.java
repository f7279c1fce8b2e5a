/**
 * The pretend Ditio: every surface this product talks to, over real HTTP on loopback, with data, strict
 * checks and faults on demand. Tests, the demo and users without a Ditio account run against it. It knows
 * nothing of the rest of the product.
 */
package no.ditioroutes.sandbox;
