/** Contains the steps, predicates and components that the route files name. */
package no.ditioroutes.camel;
