package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal, answered as the simple error body of the API: a code and a text. */
final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    ApiError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        return Json.object().put("error", code).put("message", getMessage());
    }

    Answer answer() {
        return Answer.json(status, body());
    }
}
