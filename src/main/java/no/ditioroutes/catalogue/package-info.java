/**
 * Synchronises Ditio's machines, equipment, projects and work orders with rows of a file, a query or a topic. {@link
 * no.ditioroutes.catalogue.Catalogue} is what routes call; what is read from Ditio, asked and written next is said by three
 * conversations: {@code RemoteReading}, {@code RetirementQuestions} and {@code PlanWriting}.
 */
package no.ditioroutes.catalogue;
