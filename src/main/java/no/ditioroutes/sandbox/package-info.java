/**
 * A simulation of Ditio: every API this product uses, over real HTTP on loopback, with data, strict validation and
 * faults on demand. Tests, the demo and users without a Ditio account run against it. It does not depend on the rest of
 * the product.
 */
package no.ditioroutes.sandbox;
