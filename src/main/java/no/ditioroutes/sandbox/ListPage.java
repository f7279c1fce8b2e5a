package no.ditioroutes.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One page as text: the records' own bytes inside the fields of the envelope.
 *
 * @param token the continuation token; empty on the last page
 * @param link the address of the next page, if there is a token
 * @param lastPageStyle how the last page marks its end: 0 no token field, 1 null, 2 an empty text
 */
record ListPage(List<RecordVersion> rows, boolean incremental, Optional<String> token, String link, int lastPageStyle) {

    byte[] render(Set<Quirk> quirks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(size());
        text(out, "{\"data\":[");
        for (int at = 0; at < rows.size(); at++) {
            text(out, at == 0 ? "" : ",");
            out.writeBytes(rows.get(at).json());
        }
        text(out, "]" + (quirks.contains(Quirk.LEAN_ENVELOPE) ? "" : envelope(quirks)) + tokenField() + "}");
        return out.toByteArray();
    }

    private int size() {
        return 512 + rows.stream().mapToInt(row -> row.json().length + 1).sum();
    }

    private String envelope(Set<Quirk> quirks) {
        boolean saysIncremental = incremental != quirks.contains(Quirk.WRONG_SYNC_TYPE);
        long deleted = rows.stream().filter(RecordVersion::deleted).count();
        return ",\"links\":{\"next\":" + nextLink(quirks) + "},\"syncTypeName\":\""
                + (saysIncremental ? "incremental" : "full") + "\",\"recordCount\":"
                + (rows.size() + (quirks.contains(Quirk.WRONG_RECORD_COUNT) ? 1 : 0)) + ",\"deletedRecordCount\":"
                + (deleted + (quirks.contains(Quirk.WRONG_DELETED_COUNT) ? 1 : 0));
    }

    private String nextLink(Set<Quirk> quirks) {
        String host = quirks.contains(Quirk.FOREIGN_LINK) ? "http://169.254.169.254" : "";
        return token.map(there -> quoted(host + link)).orElse("null");
    }

    private String tokenField() {
        if (token.isPresent()) {
            return ",\"continuationToken\":" + quoted(token.get());
        }
        return switch (lastPageStyle) {
            case 0 -> "";
            case 1 -> ",\"continuationToken\":null";
            default -> ",\"continuationToken\":\"\"";
        };
    }

    private static String quoted(String text) {
        return new String(StrictJson.quoted(text), StandardCharsets.UTF_8);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
