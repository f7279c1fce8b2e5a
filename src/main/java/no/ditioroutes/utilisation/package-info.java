/** Reads the hours of machines by state back from Ditio, one conversation for each project. */
package no.ditioroutes.utilisation;
