package no.ditioroutes.sandbox;

/** A time span that a machine spent in one state, exactly as it was sent. */
public record StateInterval(
        String companyId, String projectId, String machineId, String state, String startTime, String endTime) {}
