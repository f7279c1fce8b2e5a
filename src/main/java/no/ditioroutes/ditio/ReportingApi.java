package no.ditioroutes.ditio;

import java.io.IOException;
import no.ditioroutes.UserFacingException;

/** Interprets the responses of the reporting API: a page, or what is wrong and who can correct it. */
public final class ReportingApi {

    private final StatusPolicy refusals;

    public ReportingApi(StatusPolicy refusals) {
        this.refusals = refusals;
    }

    /**
     * Returns the page of a response.
     *
     * @throws BadRequestException for a 400 or 404
     * @throws IOException if a retry may help
     * @throws UserFacingException if no retry can help
     */
    public FetchedPage page(PageRequest request, HttpResult answer) throws IOException, BadRequestException {
        if (answer.status() == 200) {
            return new FetchedPage(parse(request, answer), answer.serverTime());
        }
        refusals.judge(answer);
        if (answer.status() == 400 || answer.status() == 404) {
            throw new BadRequestException(answer.toString());
        }
        throw new UserFacingException(
                UserFacingException.Kind.DITIO,
                answer + ". Expected 200 with a page; check DITIO_REPORTING_BASE and any proxy");
    }

    private static Page parse(PageRequest request, HttpResult answer) throws IOException {
        ResponseBody body = answer.body();
        try {
            return PageParser.read(body.bytes(), body.length(), request.fields());
        } catch (IOException e) {
            throw new UnavailableException(
                    "Ditio answered " + request + " with 200 and " + body.length() + " bytes that are not a page: "
                            + e.getMessage().lines().findFirst().orElse("") + ". They begin: " + body.excerpt(),
                    answer.status(),
                    e);
        }
    }
}
