package no.ditioroutes.telematics;

import java.util.Arrays;
import java.util.List;
import no.ditioroutes.UserFacingException;

/** Names a project by its company's id and its own. */
public record ProjectName(String companyId, String projectId) {

    /** Reads {@code COMPANY/PROJECT, COMPANY/PROJECT}. */
    public static List<ProjectName> list(String setting, String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> one(setting, name))
                .distinct()
                .toList();
    }

    private static ProjectName one(String setting, String text) {
        String[] ids = text.split("/", -1);
        if (ids.length != 2 || ids[0].isBlank() || ids[1].isBlank()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    setting + " has '" + text + "', expected COMPANY/PROJECT, the ids of a company and its project");
        }
        return new ProjectName(ids[0].strip(), ids[1].strip());
    }

    @Override
    public String toString() {
        return "company " + companyId + ", project " + projectId;
    }
}
