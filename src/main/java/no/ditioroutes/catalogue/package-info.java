/**
 * Brings Ditio's machines, equipment, projects and work orders in line with a file: reads it, plans, and applies the
 * plan.
 */
package no.ditioroutes.catalogue;
