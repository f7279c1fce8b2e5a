package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that the API rejects, with the simple error body of the API: a code and a text. */
final class ApiErrorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    ApiErrorException(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        return StrictJson.object().put("error", code).put("message", getMessage());
    }

    ApiResponse answer() {
        return ApiResponse.json(status, body());
    }
}
