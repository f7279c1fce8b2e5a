package no.ditioroutes.sandbox;

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

    Answer answer() {
        return Answer.json(status, Json.object().put("error", code).put("message", getMessage()));
    }
}
