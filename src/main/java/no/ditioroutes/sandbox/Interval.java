package no.ditioroutes.sandbox;

/** A stretch of time that a machine spent in one state, exactly as it was sent. */
public record Interval(
        String companyId, String projectId, String machineId, String state, String startTime, String endTime) {}
